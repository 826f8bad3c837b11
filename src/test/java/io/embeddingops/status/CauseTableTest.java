package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Causes in and around the pod, one case in each row of causes.csv, with statuses and words of Kubernetes 1.36. */
class CauseTableTest {

    /**
     * One case.
     *
     * @param now the time of the observation
     * @param metadata further metadata of the pod, in YAML
     * @param spec the pod's spec, in YAML
     * @param status the pod's status, in YAML
     * @param event an Event about the pod: time, container or -, reason and message; or empty
     */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/status/causes.csv", delimiter = '|', quoteCharacter = '\0', maxCharsPerColumn = 8192)
    void causeIsNamed(
            String name,
            String now,
            String metadata,
            String spec,
            String status,
            String event,
            String reason,
            String message) {
        var pod = Given.object(
                """
                metadata:
                  %s
                spec: {%s}
                status: {%s}
                """.formatted(
                                "{name: a, namespace: ai, uid: u, creationTimestamp: \"2026-11-24T10:00:00Z\", %s}"
                                        .formatted(text(metadata)),
                                text(spec).contains("nodeName") ? spec : "nodeName: n1, " + text(spec),
                                text(status)),
                Pod.class);
        var seen = Observation.of(
                        Optional.of(Observations.deployment(1, 0)),
                        List.of(pod, waiting()).subList(0, pod.getMetadata().getDeletionTimestamp() == null ? 1 : 2),
                        Instant.parse("2026-11-24T" + now + "Z"))
                .withEvents(events(text(event)));
        var verdict = Checks.verdict(Observations.PLAN, seen);
        assertThat(verdict.reason() + " " + verdict.message()).isEqualTo(reason + " " + message);
    }

    /** A pod that waits for what a pod that is being deleted holds. */
    private static Pod waiting() {
        return Observations.pod("b", "10:05:00", """
                phase: Pending
                conditions:
                  - type: PodScheduled
                    status: "False"
                    reason: Unschedulable
                    message: "0/1 nodes are available: 1 Insufficient nvidia.com/gpu."
                """);
    }

    private static List<PodEvent> events(String event) {
        if (event.isEmpty()) {
            return List.of();
        }
        var words = event.split(" ", 4);
        return List.of(
                new PodEvent("a", words[1].equals("-") ? "" : words[1], words[2], words[3], Observations.at(words[0])));
    }

    private static String text(String column) {
        return column == null ? "" : column;
    }
}
