package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.source.FetchProgress;
import io.embeddingops.source.FetchReason;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FetchChecksTest {

    private static final String AGAIN =
            FetchPods.RUNNING + ", lastState: {" + FetchPods.failed("ModelUnreachable") + "}";
    private static final FetchProgress HALF = FetchPods.progress("Downloading", 500, 1000L, 100);

    @ParameterizedTest
    @EnumSource
    void everyReasonOfADownloadIsAReasonOfTheService(FetchReason reason) {
        var pod = FetchPods.pod("a", 0, "state: {" + FetchPods.failed(reason.toString()) + "}");
        var verdict = Observations.verdict(pod);
        assertThat(verdict.reason()).hasToString(reason.toString());
        assertThat(verdict.stalled()).isFalse();
        assertThat(verdict.message()).startsWith("pod a cannot download hf://acme/tiny@main: why (see ");
    }

    @Test
    void podThatDownloadsIsNamedWithTheNumberOfOthers() {
        assertThat(message(Map.of(), FetchPods.running("b"), FetchPods.running("a")))
                .isEqualTo("pod a is downloading hf://acme/tiny@main since 2026-11-24T10:00:20Z; 1 other pod is"
                        + " downloading, too");
        assertThat(message(
                        Map.of("uid-b", HALF), FetchPods.running("c"), FetchPods.running("b"), FetchPods.running("a")))
                .endsWith("; 2 other pods are downloading, too");
    }

    @Test
    void podThatWaitsForAnotherOneIsNamedOnlyIfItIsTheOnlyOne() {
        var waiting = FetchPods.progress("Waiting", 0, null, 0);
        assertThat(message(Map.of("uid-a", waiting, "uid-b", HALF), FetchPods.running("a"), FetchPods.running("b")))
                .startsWith("pod b is downloading hf://acme/tiny@main: 500 bytes of 1.0 kB");
        assertThat(message(Map.of("uid-a", waiting), FetchPods.running("a")))
                .isEqualTo("pod a is waiting for another pod that downloads hf://acme/tiny@main");
    }

    @Test
    void failedPodIsNamedRatherThanOneThatDownloads() {
        var failed = FetchPods.pod("b", 1, "state: {" + FetchPods.failed("OutOfSpace") + "}");
        assertThat(verdict(Map.of("uid-a", HALF), FetchPods.running("a"), failed)
                        .reason())
                .isEqualTo(Reason.OUT_OF_SPACE);
    }

    @Test
    void downloadPrecedesAPodThatLoads() {
        var loading = Observations.placed("b", "False 10:00:01", """
                started: false
                state: {running: {startedAt: "2026-11-24T10:00:20Z"}}
                """);
        assertThat(verdict(Map.of(), FetchPods.running("a"), loading).reason()).isEqualTo(Reason.MODEL_DOWNLOADING);
    }

    @Test
    void failureStaysUntilTheNextAttemptGetsFurther() {
        var again = FetchPods.pod("a", 2, AGAIN);
        assertThat(verdict(Map.of(), again).reason()).isEqualTo(Reason.MODEL_UNREACHABLE);
        var resolving = FetchPods.progress("Resolving", 0, null, 0);
        assertThat(verdict(Map.of("uid-a", resolving), again).reason()).isEqualTo(Reason.MODEL_UNREACHABLE);
        assertThat(verdict(Map.of("uid-a", HALF), again).reason()).isEqualTo(Reason.MODEL_DOWNLOADING);
    }

    @Test
    void downloadThatGetsFurtherOvercomesAnEndWithoutAReport() {
        var killed = "lastState: {terminated: {exitCode: 137, reason: OOMKilled}}";
        var again = FetchPods.pod("a", 1, FetchPods.RUNNING + ", " + killed);
        assertThat(verdict(Map.of(), again).reason()).isEqualTo(Reason.CONTAINER_FAILED);
        assertThat(verdict(Map.of("uid-a", HALF), again).reason()).isEqualTo(Reason.MODEL_DOWNLOADING);
    }

    @Test
    void attemptAfterAFailureHasADeadline() {
        assertThat(Deadlines.next(Observations.PLAN, Observations.of(FetchPods.pod("a", 2, AGAIN))))
                .contains(Observations.at("10:02:20"));
        assertThat(Deadlines.next(Observations.PLAN, Observations.of(FetchPods.running("a"))))
                .isEmpty();
    }

    @Test
    void failedDownloadAfterACrashOfTheServerIsNamed() {
        var pod = FetchPods.pod("a", 1, "state: {" + FetchPods.failed("ModelUnreachable") + "}");
        var server = pod.getStatus().getContainerStatuses().get(0);
        server.setRestartCount(1);
        server.setLastState(Observations.placed("b", "False 10:00:01", "state: {terminated: {exitCode: 1}}")
                .getStatus()
                .getContainerStatuses()
                .get(0)
                .getState());
        assertThat(Observations.verdict(pod).reason()).isEqualTo(Reason.MODEL_UNREACHABLE);
    }

    @Test
    void eventsAreNotReadWhileAPodDownloads() {
        var seen = Observations.of(FetchPods.running("a"));
        assertThat(seen.starting()).isFalse();
        assertThat(seen.unexplained(Observations.PLAN)).isEmpty();
        var created = Observations.of(FetchPods.done("a", "10:00:20", "c0ffee", ""));
        assertThat(created.starting()).isTrue();
    }

    @Test
    void downloadAfterAnEvictionIsShown() {
        var evicted = Observations.pod("z", "09:59:00", "phase: Failed\nreason: Evicted\nmessage: low on memory");
        assertThat(verdict(Map.of(), evicted, FetchPods.running("a")).reason()).isEqualTo(Reason.MODEL_DOWNLOADING);
    }

    private static String message(Map<String, FetchProgress> progress, Pod... pods) {
        return verdict(progress, pods).message();
    }

    private static Verdict verdict(Map<String, FetchProgress> progress, Pod... pods) {
        var seen = Observations.of(Observations.deployment(2, 0), pods).withDownloads(progress);
        return Checks.verdict(Observations.PLAN, seen);
    }
}
