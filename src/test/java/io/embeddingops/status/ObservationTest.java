package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationTest {

    @ParameterizedTest
    @ValueSource(strings = {"Succeeded", "Failed"})
    void terminatedPodsAreIgnored(String phase) {
        assertThat(Observations.of(Observations.pod("a", "phase: " + phase)).pods())
                .isEmpty();
    }

    @Test
    void podsBeingDeletedAreIgnored() {
        var pod = Observations.ready("a");
        pod.getMetadata().setDeletionTimestamp("2026-11-24T10:30:00Z");
        assertThat(Observations.of(pod).pods()).isEmpty();
    }

    @Test
    void podsWithoutStatusAreIncluded() {
        var pod = Observations.ready("a");
        pod.setStatus(null);
        assertThat(Observations.of(pod).pods()).extracting(PodView::name).containsExactly("a");
    }

    @Test
    void podsAreOrderedNewestFirst() {
        var observation = Observation.of(
                Optional.empty(),
                List.of(at("c", "10:00:00"), at("a", "10:00:00"), at("b", "10:00:01"), at("d", "09:59:59")),
                Observations.NOW);
        assertThat(observation.pods()).extracting(PodView::name).containsExactly("b", "a", "c", "d");
    }

    @Test
    void missingCountsAreZero() {
        var silent = Observations.of(Observations.deployment(4, ""));
        assertThat(List.of(silent.replicas(), silent.updated(), silent.ready(), silent.available()))
                .containsOnly(0);
        assertThat(silent.desired()).isEqualTo(4);
        assertThat(Observation.of(Optional.empty(), List.of(), Observations.NOW).desired())
                .isZero();
    }

    @Test
    void deploymentWithoutReplicasDesiresOne() {
        var deployment = Observations.deployment(4, "");
        deployment.getSpec().setReplicas(null);
        assertThat(Observations.of(deployment).desired()).isEqualTo(1);
    }

    @Test
    void onlyPodsNotExplainedByTheirStatusAreUnexplained() {
        var preparing = Observations.placed("a", "False 10:00:01", "state: {waiting: {reason: ContainerCreating}}");
        var restarted = Observations.placed("a", "False 10:00:01", "restartCount: 1");
        var unready = Observations.placed("a", "False 10:20:00", "started: true");
        assertThat(List.of(preparing, restarted, unready))
                .allSatisfy(pod -> assertThat(Observations.of(pod).unexplained(Observations.PLAN))
                        .isPresent());
        var pulling = Observations.placed("a", "False 10:00:01", "state: {waiting: {reason: ErrImagePull}}");
        var loading = Observations.placed("a", "False 10:00:01", "started: false\nrestartCount: 0");
        assertThat(List.of(Observations.ready("a"), pulling, loading))
                .allSatisfy(pod -> assertThat(Observations.of(pod).unexplained(Observations.PLAN))
                        .isEmpty());
    }

    @Test
    void podIsStartingWhileItsNodePreparesIt() {
        assertThat(Observations.of(Observations.placed(
                                "a", "False 10:00:01", "state: {waiting: {reason: ContainerCreating}}"))
                        .starting())
                .isTrue();
        assertThat(Observations.of(Observations.placed(
                                "a", "False 10:00:01", "state: {waiting: {reason: PodInitializing}}"))
                        .starting())
                .isTrue();
        assertThat(Observations.of(
                                Observations.placed("a", "False 10:00:01", "state: {waiting: {reason: ErrImagePull}}"))
                        .starting())
                .isFalse();
        assertThat(Observations.of(Observations.ready("a")).starting()).isFalse();
    }

    @Test
    void otherContainersAreIgnored() {
        var pod = Observations.placed("a", "False 10:00:01", "restartCount: 2");
        pod.getStatus().getContainerStatuses().get(0).setName("istio-proxy");
        assertThat(PodView.of(pod).restarts()).isZero();
    }

    private static Pod at(String name, String created) {
        return Observations.pod(name, created, "phase: Pending");
    }
}
