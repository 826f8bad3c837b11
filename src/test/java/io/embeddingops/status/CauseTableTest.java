package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.CauseCase;
import io.embeddingops.fixtures.Given;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Causes in and around the pod, one case in each row of causes.csv, with statuses and words of Kubernetes 1.36. */
class CauseTableTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.embeddingops.fixtures.CauseCase#all")
    void causeIsNamed(CauseCase given) {
        var node = given.spec().contains("nodeName") ? "" : "nodeName: n1, ";
        var pod = Given.object("""
                metadata:
                  {name: a, namespace: ai, uid: u, creationTimestamp: "2026-11-24T10:00:00Z", %s}
                spec: {%s}
                status: {%s}
                """.formatted(given.metadata(), node + given.spec(), given.status()), Pod.class);
        var waiting = Observations.pod("b", "10:05:00", CauseCase.WAITING);
        var isDeleted = pod.getMetadata().getDeletionTimestamp() != null;
        var seen = Observation.of(
                        Optional.of(Observations.deployment(1, 0)),
                        isDeleted ? List.of(pod, waiting) : List.of(pod),
                        given.now())
                .withEvents(given.event().map(CauseTableTest::event).stream().toList());
        var verdict = Checks.verdict(Observations.PLAN, seen);
        assertThat(verdict.reason() + " " + verdict.message()).isEqualTo(given.reason() + " " + given.message());
    }

    private static PodEvent event(CauseCase.PodEvent event) {
        return new PodEvent("a", event.container().orElse(""), event.reason(), event.message(), event.time());
    }
}
