package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A pass follows at the next moment at which a reason would outlive its deadline. */
class DeadlinesTest {

    @Test
    void loadingServerHasADeadline() {
        var loading = Observations.placed("a", "False 10:00:01", """
                started: false
                state: {running: {startedAt: "2026-11-24T10:00:20Z"}}
                """);
        assertThat(next("10:00:30", loading)).contains(Observations.at("10:10:20"));
        assertThat(next("10:10:20", loading)).isEmpty();
    }

    @Test
    void earliestDeadlineIsNext() {
        var loading = Observations.placed("a", "False 10:00:01", """
                started: false
                state: {running: {startedAt: "2026-11-24T10:00:20Z"}}
                """);
        assertThat(next("10:00:30", loading, Observations.pod("b", "phase: Pending")))
                .contains(Observations.at("10:01:00"));
    }

    @Test
    void readyPodsHaveNone() {
        assertThat(next("10:00:30", Observations.ready("a"))).isEmpty();
    }

    @Test
    void podThatIsDeletedHasItsGracePeriod() {
        var old = Observations.ready("a");
        old.getMetadata().setDeletionTimestamp("2026-11-24T10:05:00Z");
        assertThat(next("10:04:00", old)).contains(Observations.at("10:05:30"));
    }

    @Test
    void schedulerHasTimeToNoticeThatAPodHasEnded() {
        var waiting = Observations.pod("b", """
                conditions: [{type: PodScheduled, status: "False", message: "1 Insufficient nvidia.com/gpu."}]
                """);
        var seen = Observations.of(waiting).withReleased(Optional.of(Observations.at("10:00:25")));
        assertThat(Checks.verdict(Observations.PLAN, seen))
                .isEqualTo(new Verdict(
                        Reason.ROLLOUT_IN_PROGRESS,
                        "pod b is waiting to be scheduled, since a pod of this service has just ended"));
        assertThat(Deadlines.next(Observations.PLAN, seen)).contains(Observations.at("10:00:35"));
        var late = seen.withReleased(Optional.of(Observations.at("10:00:20")));
        assertThat(Checks.verdict(Observations.PLAN, late).reason()).isEqualTo(Reason.INSUFFICIENT_RESOURCES);
    }

    @Test
    void deploymentOnWhichNobodyActsIsNamed() {
        var deployment = Observations.deployment(2L);
        deployment
                .getMetadata()
                .setManagedFields(List.of(new ManagedFieldsEntryBuilder()
                        .withManager("embedding-operator")
                        .withTime("2026-11-24T10:00:00Z")
                        .build()));
        var early = Observation.of(Optional.of(deployment), List.of(), Observations.NOW);
        assertThat(Deadlines.next(Observations.PLAN, early)).contains(Observations.at("10:01:00"));
        var late = Observation.of(Optional.of(deployment), List.of(), Observations.at("10:01:00"));
        assertThat(Checks.verdict(Observations.PLAN, late).message())
                .isEqualTo(
                        "Kubernetes has not acted on Deployment tiny for 60 seconds: check that kube-controller-manager"
                                + " is running");
    }

    private static Optional<Instant> next(String now, Pod... pods) {
        return Deadlines.next(
                Observations.PLAN,
                Observation.of(Optional.of(Observations.deployment(1, 0)), List.of(pods), Observations.at(now)));
    }
}
