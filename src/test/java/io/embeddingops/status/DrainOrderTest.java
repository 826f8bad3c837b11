package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.plan.Plan;
import io.embeddingops.plan.PlanBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DrainOrderTest {

    private static final Pod A = Observations.ready("a");
    private static final Pod B = Observations.ready("b");
    private static final Pod C = Observations.ready("c");
    private static final Pod LOADING = Observations.placed("d", "False 10:00:01", "started: false");
    private static final Map<String, Double> LOAD = Map.of("uid-a", 5.0, "uid-b", 1.0, "uid-c", 3.0);

    @Test
    void leastBusyServersGoFirst() {
        assertThat(first(2, 3, A, B, C)).containsExactly("uid-b");
        assertThat(first(1, 3, A, B, C)).containsExactlyInAnyOrder("uid-b", "uid-c");
    }

    @Test
    void serverThatDoesNotAnswerCountsAsIdle() {
        var seen = seen(3, A, B, C);
        assertThat(DrainOrder.first(plan(2), seen, Map.of("uid-a", 5.0, "uid-b", 1.0)))
                .containsExactly("uid-c");
    }

    @Test
    void serversThatAreNotReadyGoAnyhow() {
        assertThat(first(3, 4, A, B, C, LOADING)).isEmpty();
        assertThat(first(2, 4, A, B, C, LOADING)).containsExactly("uid-b");
    }

    @Test
    void nothingIsChosenWithoutAScaleDown() {
        assertThat(first(3, 3, A, B, C)).isEmpty();
        assertThat(first(4, 3, A, B, C)).isEmpty();
        assertThat(first(0, 3, A, B, C)).isEmpty();
    }

    @Test
    void nothingIsChosenDuringARollout() {
        var rollout = Observation.of(Optional.of(Observations.deployment(3, """
                replicas: 4
                updatedReplicas: 1
                readyReplicas: 3
                availableReplicas: 3
                """)), List.of(A, B, C), Observations.NOW);
        assertThat(DrainOrder.candidates(plan(2), rollout)).isEmpty();
    }

    @Test
    void nothingIsChosenWhereSomeoneElseOwnsTheReplicas() {
        assertThat(DrainOrder.candidates(plan(2).withReplicasElsewhere(2), seen(3, A, B, C)))
                .isEmpty();
    }

    private static Set<String> first(int wanted, int there, Pod... pods) {
        return DrainOrder.first(plan(wanted), seen(there, pods), LOAD);
    }

    private static Plan plan(int replicas) {
        return PlanBuilder.builder(Observations.PLAN).replicas(replicas).build();
    }

    private static Observation seen(int replicas, Pod... pods) {
        return Observation.of(
                Optional.of(Observations.deployment(replicas, replicas)), List.of(pods), Observations.NOW);
    }
}
