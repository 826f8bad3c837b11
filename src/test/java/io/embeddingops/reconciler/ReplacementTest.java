package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.fixtures.Call;
import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import io.embeddingops.fixtures.Workload;
import io.fabric8.kubernetes.api.model.Event;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A pod that restarts do not fix is evicted once. */
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
    void podThatNeverBecomesReadyIsEvictedOnce() {
        startWith(SPEC);
        workload().pod(CRASHING.formatted(0, 4));
        awaitReason("ModelLoadFailed");
        assertThat(cluster.calls(EVICTIONS)).isEmpty();

        workload().pod(CRASHING.formatted(0, 5));
        eventually(() -> assertThat(cluster.calls(EVICTIONS)).hasSize(1));
        eventually(() -> assertThat(eventReasons()).contains("PodReplaced"));

        awaitReconciled(() -> workload().pod(CRASHING.formatted(0, 6)));
        awaitReconciled(() -> workload().pod(CRASHING.formatted(0, 7)));
        assertThat(cluster.calls(EVICTIONS)).hasSize(1);
    }

    @Test
    void restartsBeforeItWasReadyDoNotCount() {
        startWith(SPEC);
        // it became ready 50 s after its start, so it was healthy after those restarts
        workload().pod(CRASHING.formatted(50, 9));
        awaitReason("ModelLoadFailed");
        awaitReconciled(() -> workload().pod(CRASHING.formatted(50, 13)));
        assertThat(cluster.calls(EVICTIONS)).isEmpty();
        awaitReconciled(() -> workload().pod(CRASHING.formatted(50, 14)));
        eventually(() -> assertThat(cluster.calls(EVICTIONS)).hasSize(1));
    }

    @Test
    void limitOfZeroDisablesEviction() {
        startWith(SPEC.replaceFirst("}$", ", health: {replaceAfterRestarts: 0}}"));
        workload().pod(CRASHING.formatted(0, 50));
        awaitReason("ModelLoadFailed");
        awaitReconciled(() -> workload().pod(CRASHING.formatted(0, 51)));
        assertThat(cluster.calls(EVICTIONS)).isEmpty();
    }

    @Test
    void disruptionBudgetIsRespected() {
        startWith(SPEC);
        cluster.refuse("/eviction", 429, "Cannot evict pod as it would violate the pod's disruption budget");
        workload().pod(CRASHING.formatted(0, 5));
        eventually(() -> assertThat(cluster.calls(EVICTIONS)).isNotEmpty());
        awaitReason("ModelLoadFailed");
        assertThat(eventReasons()).doesNotContain("PodReplaced");
    }

    @Test
    void thePauseBeforeTheNextEvictionDoubles() {
        startWith(SPEC);
        workload().pod(CRASHING.formatted(0, 5));
        awaitReplacements(1);
        assertThat(replacements())
                .allSatisfy(event -> assertThat(event.getMessage()).contains("for 10 minutes"));
        for (var restarts = 6; cluster.calls(EVICTIONS).size() < 2; restarts++) {
            var now = restarts;
            awaitReconciled(() -> workload().pod(CRASHING.formatted(0, now)));
        }
        awaitReplacements(2);
        assertThat(replacements())
                .allSatisfy(event -> assertThat(event.getMessage()).contains("for 20 minutes"));
    }

    @Test
    void nothingIsEvictedWhileNoServerOfAnyServiceAnswers() {
        try (var server = ScriptedServer.of(ScriptedModel.usual())) {
            start(Map.of("--probe-via", "direct"));
            create(
                    NAMESPACE,
                    "other",
                    SPEC.replaceFirst(
                            "}$", ", port: %d, verification: {intervalSeconds: 1}}".formatted(server.port())));
            create(SPEC);
            eventually(() -> assertThat(deployment("other").get()).isNotNull());
            new Workload(cluster.client(), NAMESPACE, "other").serving("127.0.0.1", "containerd://1", "");
            eventually(() -> assertThat(verified("other")).isEqualTo("True"));

            server.silence();
            eventually(() -> assertThat(verified("other")).isEqualTo("Unknown"));
            workload().pod(CRASHING.formatted(0, 5));
            awaitReason("ModelLoadFailed");
            awaitReconciled(() -> workload().pod(CRASHING.formatted(0, 6)));
            assertThat(cluster.calls(EVICTIONS)).isEmpty();

            server.withModelInfo(ScriptedServer::embeds).withVectors(ScriptedModel.usual());
            eventually(() -> assertThat(verified("other")).isEqualTo("True"));
            workload().pod(CRASHING.formatted(0, 7));
            awaitReplacements(1);
        }
    }

    private String verified(String name) {
        var status = service(name).getStatus();
        return status == null
                ? null
                : status.condition(Condition.VERIFIED).orElseThrow().status();
    }

    private void awaitReplacements(int many) {
        eventually(
                () -> assertThat(replacements().mapToInt(Event::getCount).sum()).isEqualTo(many));
        assertThat(cluster.calls(EVICTIONS)).hasSize(many);
    }

    private Stream<Event> replacements() {
        return events().stream().filter(event -> event.getReason().equals("PodReplaced"));
    }

    private void startWith(String spec) {
        start();
        create(spec);
        eventually(() -> assertThat(deployment().get()).isNotNull());
    }
}
