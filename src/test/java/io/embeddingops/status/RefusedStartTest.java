package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that their plugin did not start. */
class RefusedStartTest {

    private static final String LINE =
            "embedding-operator: ModelIncomplete: /models/tiny/model.safetensors is cut short";

    @ParameterizedTest
    @CsvSource({
        "ModelIncomplete, MODEL_INCOMPLETE",
        "ModelUnsupported, MODEL_UNSUPPORTED",
        "ServerUnsupported, SERVER_UNSUPPORTED"
    })
    void sentenceOfThePluginIsTheMessage(String word, Reason reason) {
        assertThat(Observations.verdict(ended("embedding-operator: " + word + ": the cause: the remedy\\n", 2)))
                .isEqualTo(new Verdict(reason, "pod a: the cause: the remedy (restarts so far: 2)"));
    }

    @Test
    void lastLineOfALogIsUsedWhereverItIs() {
        var log = "OSError: before\\nembedding-operator: ModelUnsupported: old\\n[10:00:41] pid 7 " + LINE
                + "\\nTraceback\\nSystemExit: 1\\nValueError: after\\n";
        assertThat(Observations.verdict(ended(log, 0)))
                .isEqualTo(new Verdict(
                        Reason.MODEL_INCOMPLETE,
                        "pod a: /models/tiny/model.safetensors is cut short (restarts so far: 0)"));
    }

    @Test
    void refusedStartIsNotAStartupTimeout() {
        var pod = ended(LINE, 1);
        var killing = Observations.event(
                pod, "10:00:25", "Killing", "Container server failed startup probe, will be restarted");
        assertThat(Observations.verdict(ended("", 1), killing).reason()).isEqualTo(Reason.STARTUP_TIMEOUT);
        assertThat(Observations.verdict(pod, killing).reason()).isEqualTo(Reason.MODEL_INCOMPLETE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "embedding-operator: ModelStrange: x",
                "embedding-operator: ModelIncomplete:",
                "embedding-operator: ModelIncomplete",
                "my-embedding-operator: ModelIncomplete: x",
                "ModelIncomplete: x"
            })
    void otherLinesAreModelLoadFailed(String line) {
        assertThat(Observations.verdict(ended(line, 0)).reason()).isEqualTo(Reason.MODEL_LOAD_FAILED);
    }

    @Test
    void lineInTheLogOfAServerThatHasServedIsACrash() {
        var pod = Observations.placed("a", "False 10:00:30", """
                restartCount: 1
                state: {waiting: {reason: CrashLoopBackOff}}
                lastState: {terminated: {exitCode: 1, startedAt: "2026-11-24T10:00:20Z", message: "%s"}}
                """.formatted(LINE));
        assertThat(Observations.verdict(pod).reason()).isEqualTo(Reason.SERVER_CRASHED);
    }

    @Test
    void longSentenceIsShortened() {
        assertThat(Observations.verdict(ended(LINE + "x".repeat(3000), 0)).message())
                .hasSizeLessThan(600)
                .endsWith("… (restarts so far: 0)");
    }

    private static Pod ended(String message, int restarts) {
        return Observations.placed("a", "False 10:00:01", """
                restartCount: %d
                state: {waiting: {reason: CrashLoopBackOff}}
                lastState:
                  terminated:
                    exitCode: 1
                    startedAt: "2026-11-24T10:00:20Z"
                    finishedAt: "2026-11-24T10:00:42Z"
                    message: "%s"
                """.formatted(restarts, message));
    }
}
