package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Call;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A pod that restarts do not cure is evicted, once. */
class ReplacementTest extends LoopTest {

    private static final Predicate<Call> EVICTIONS = call -> call.writes() && call.to("/eviction");
    private static final String CRASHING = """
            phase: Running
            startTime: "2030-01-01T00:00:00Z"
            conditions:
              - {type: Ready, status: "False", lastTransitionTime: "2030-01-01T00:00:%02dZ"}
            containerStatuses:
              - name: server
                image: sglang:test
                started: false
                restartCount: %d
                state: {waiting: {reason: CrashLoopBackOff, message: back-off}}
                lastState: {terminated: {exitCode: 1, reason: Error, message: "ValueError: no config.json"}}
            """;

    @Test
    void aPodThatNeverBecomesReadyIsEvictedOnce() {
        startWith(SPEC);
        workload().pod(CRASHING.formatted(0, 4));
        awaitReason("ModelLoadFailed");
        assertThat(cluster.calls(EVICTIONS)).isEmpty();

        workload().pod(CRASHING.formatted(0, 5));
        eventually(() -> assertThat(cluster.calls(EVICTIONS)).hasSize(1));
        eventually(() -> assertThat(eventReasons()).contains("PodReplaced"));

        heard(() -> workload().pod(CRASHING.formatted(0, 6)));
        heard(() -> workload().pod(CRASHING.formatted(0, 7)));
        assertThat(cluster.calls(EVICTIONS)).hasSize(1);
    }

    @Test
    void restartsBeforeItWasReadyDoNotCount() {
        startWith(SPEC);
        // ready a while after the kubelet took it over, so it has been well since those restarts
        workload().pod(CRASHING.formatted(50, 9));
        awaitReason("ModelLoadFailed");
        heard(() -> workload().pod(CRASHING.formatted(50, 13)));
        assertThat(cluster.calls(EVICTIONS)).isEmpty();
        heard(() -> workload().pod(CRASHING.formatted(50, 14)));
        eventually(() -> assertThat(cluster.calls(EVICTIONS)).hasSize(1));
    }

    @Test
    void switchedOffNothingIsEvicted() {
        startWith(SPEC.replaceFirst("}$", ", health: {replaceAfterRestarts: 0}}"));
        workload().pod(CRASHING.formatted(0, 50));
        awaitReason("ModelLoadFailed");
        heard(() -> workload().pod(CRASHING.formatted(0, 51)));
        assertThat(cluster.calls(EVICTIONS)).isEmpty();
    }

    @Test
    void aDisruptionBudgetIsRespected() {
        startWith(SPEC);
        cluster.refuse("/eviction", 429, "Cannot evict pod as it would violate the pod's disruption budget");
        workload().pod(CRASHING.formatted(0, 5));
        eventually(() -> assertThat(cluster.calls(EVICTIONS)).isNotEmpty());
        awaitReason("ModelLoadFailed");
        assertThat(eventReasons()).doesNotContain("PodReplaced");
    }

    private void startWith(String spec) {
        start();
        create(spec);
        eventually(() -> assertThat(deployment().get()).isNotNull());
    }
}
