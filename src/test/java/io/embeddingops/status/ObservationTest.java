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
    void podsThatHaveEndedDoNotCount(String phase) {
        assertThat(Seen.of(Seen.pod("a", "phase: " + phase)).pods()).isEmpty();
    }

    @Test
    void podsThatAreBeingDeletedDoNotCount() {
        var pod = Seen.ready("a");
        pod.getMetadata().setDeletionTimestamp("2026-11-24T10:30:00Z");
        assertThat(Seen.of(pod).pods()).isEmpty();
    }

    @Test
    void podsWithoutAStatusDo() {
        var pod = Seen.ready("a");
        pod.setStatus(null);
        assertThat(Seen.of(pod).pods()).extracting(PodView::name).containsExactly("a");
    }

    @Test
    void theNewestPodComesFirst() {
        var seen = Observation.of(
                Optional.empty(),
                List.of(at("c", "10:00:00"), at("a", "10:00:00"), at("b", "10:00:01"), at("d", "09:59:59")));
        assertThat(seen.pods()).extracting(PodView::name).containsExactly("b", "a", "c", "d");
    }

    @Test
    void countsOfADeploymentThatSaysNothingAreZero() {
        var silent = Seen.of(Seen.deployment(4, ""));
        assertThat(List.of(silent.replicas(), silent.updated(), silent.ready(), silent.available()))
                .containsOnly(0);
        assertThat(silent.wanted()).isEqualTo(4);
        assertThat(Observation.of(Optional.empty(), List.of()).wanted()).isZero();
    }

    @Test
    void aDeploymentWithoutReplicasWantsOne() {
        var deployment = Seen.deployment(4, "");
        deployment.getSpec().setReplicas(null);
        assertThat(Seen.of(deployment).wanted()).isEqualTo(1);
    }

    @Test
    void onlyAPodWhoseStatusDoesNotExplainItselfIsAskedAbout() {
        var preparing = Seen.placed("a", "False 10:00:01", "state: {waiting: {reason: ContainerCreating}}");
        var restarted = Seen.placed("a", "False 10:00:01", "restartCount: 1");
        var unready = Seen.placed("a", "False 10:20:00", "started: true");
        assertThat(List.of(preparing, restarted, unready))
                .allSatisfy(pod -> assertThat(Seen.of(pod).unexplained()).isPresent());
        var pulling = Seen.placed("a", "False 10:00:01", "state: {waiting: {reason: ErrImagePull}}");
        var loading = Seen.placed("a", "False 10:00:01", "started: false\nrestartCount: 0");
        assertThat(List.of(Seen.ready("a"), pulling, loading))
                .allSatisfy(pod -> assertThat(Seen.of(pod).unexplained()).isEmpty());
    }

    @Test
    void aPodIsStartingWhileItsNodePreparesIt() {
        assertThat(Seen.of(Seen.placed("a", "False 10:00:01", "state: {waiting: {reason: ContainerCreating}}"))
                        .starting())
                .isTrue();
        assertThat(Seen.of(Seen.placed("a", "False 10:00:01", "state: {waiting: {reason: PodInitializing}}"))
                        .starting())
                .isTrue();
        assertThat(Seen.of(Seen.placed("a", "False 10:00:01", "state: {waiting: {reason: ErrImagePull}}"))
                        .starting())
                .isFalse();
        assertThat(Seen.of(Seen.ready("a")).starting()).isFalse();
    }

    @Test
    void otherContainersOfThePodDoNotCount() {
        var pod = Seen.placed("a", "False 10:00:01", "restartCount: 2");
        pod.getStatus().getContainerStatuses().get(0).setName("istio-proxy");
        assertThat(PodView.of(pod).restarts()).isZero();
    }

    private static Pod at(String name, String created) {
        return Seen.pod(name, created, "phase: Pending");
    }
}
