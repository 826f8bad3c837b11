package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pods that ended count until a later one starts. */
class EndedPodsTest {

    @Test
    void endedPodIsNamedWhileItsReplacementIsPrepared() {
        assertThat(reason(evicted("a", "10:00:00"), creating("b", "10:00:10"))).isEqualTo(Reason.POD_EVICTED);
        assertThat(reason(evicted("a", "10:00:00"), Observations.pod("b", "10:00:10", "phase: Pending")))
                .isEqualTo(Reason.POD_EVICTED);
    }

    @Test
    void replacementThatLoadsOvercomesOnePodButNotTwo() {
        assertThat(reason(evicted("a", "10:00:00"), loading("c", "10:00:20"))).isEqualTo(Reason.LOADING_MODEL);
        assertThat(reason(evicted("a", "10:00:00"), evicted("b", "10:00:10"), loading("c", "10:00:20")))
                .isEqualTo(Reason.POD_EVICTED);
    }

    @Test
    void replacementThatCannotPullShowsItsOwnCause() {
        assertThat(reason(evicted("a", "10:00:00"), waiting("b", "10:00:10", "ErrImagePull")))
                .isEqualTo(Reason.IMAGE_PULL_FAILED);
    }

    @Test
    void readyReplicasMakeEndedPodsHistory() {
        var seen = Observations.of(
                Observations.deployment(1, 1),
                evicted("a", "10:00:00"),
                evicted("b", "10:00:10"),
                Observations.ready("c"));
        assertThat(Checks.verdict(Observations.PLAN, seen).reason()).isEqualTo(Reason.READY);
    }

    @Test
    void podThatEndedLongBeforeIsHistory() {
        assertThat(reason(evicted("a", "08:00:00"), creating("b", "10:00:10"))).isEqualTo(Reason.POD_STARTING);
    }

    @Test
    void podsOfAnEarlierTemplateAreHistory() {
        var old = evicted("a", "10:00:00");
        old.getMetadata().setLabels(Map.of("pod-template-hash", "old"));
        assertThat(reason(old, creating("b", "10:00:10"))).isEqualTo(Reason.POD_STARTING);
    }

    @Test
    void floodOfPodsChangesTheMessageOnlyAtFewCounts() {
        var pods = new ArrayList<Pod>();
        var messages = new HashSet<String>();
        for (var number = 0; number < 50; number++) {
            pods.add(rejected("p" + number, "10:00:%02d".formatted(number)));
            var verdict = Checks.verdict(
                    Observations.PLAN,
                    Observation.of(Optional.of(Observations.deployment(1, 0)), pods, Observations.NOW));
            assertThat(verdict.reason()).isEqualTo(Reason.POD_REJECTED);
            messages.add(verdict.message());
        }
        assertThat(messages)
                .hasSize(7)
                .anySatisfy(message ->
                        assertThat(message).contains("pod p49 was rejected", "; at least 50 pods in a row ended so"));
    }

    private static Reason reason(Pod... pods) {
        return Checks.verdict(
                        Observations.PLAN,
                        Observation.of(
                                Optional.of(Observations.deployment(1, 0)),
                                List.copyOf(Arrays.asList(pods)),
                                Observations.at("10:00:40")))
                .reason();
    }

    private static Pod evicted(String name, String created) {
        return Observations.pod(
                name, created, "phase: Failed\nreason: Evicted\nmessage: 'The node was low on resource: memory. '");
    }

    private static Pod rejected(String name, String created) {
        return Observations.pod(
                name, created, "phase: Failed\nreason: UnexpectedAdmissionError\nmessage: 'Pod was rejected: no'");
    }

    private static Pod creating(String name, String created) {
        return waiting(name, created, "ContainerCreating");
    }

    private static Pod waiting(String name, String created, String reason) {
        return Observations.pod(name, created, """
                phase: Pending
                startTime: "2026-11-24T10:00:11Z"
                containerStatuses: [{name: server, image: x, ready: false, state: {waiting: {reason: %s}}}]
                """.formatted(reason));
    }

    private static Pod loading(String name, String created) {
        return Observations.pod(name, created, """
                phase: Running
                containerStatuses:
                  - {name: server, ready: false, started: false, state: {running: {startedAt: "2026-11-24T10:00:25Z"}}}
                """);
    }
}
