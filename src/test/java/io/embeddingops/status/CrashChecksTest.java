package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;

/** Terminated servers, with pod statuses as the kubelet writes them. */
class CrashChecksTest {

    private static final String TRACEBACK = """
            Traceback (most recent call last):
              File "/usr/local/bin/sglang", line 8, in <module>
                sys.exit(main())
              File "/usr/lib/python3/dist-packages/transformers/configuration_utils.py", line 721, in _get_config_dict
            OSError: /models/tiny does not appear to have a file named config.json.
            [2026-11-24 10:00:41] Received sigquit from a child process.
            """;
    private static final String LOAD_FAILED = "pod a: the server exited with code 1 before it was ready: OSError:"
            + " /models/tiny does not appear to have a file named config.json. (restarts so far: %d)";

    @Test
    void exitBeforeReadyIsModelLoadFailedWithLastException() {
        assertThat(Observations.verdict(loadFailed("state: %s", 0)))
                .isEqualTo(new Verdict(Reason.MODEL_LOAD_FAILED, LOAD_FAILED.formatted(0)));
    }

    @Test
    void modelLoadFailedStaysDuringBackOff() {
        var waiting =
                "state: {waiting: {reason: CrashLoopBackOff, message: back-off 40s restarting failed container}}\n"
                        + "lastState: %s";
        assertThat(Observations.verdict(loadFailed(waiting, 3)))
                .isEqualTo(new Verdict(Reason.MODEL_LOAD_FAILED, LOAD_FAILED.formatted(3)));
    }

    @Test
    void modelLoadFailedStaysWhileServerLoadsAgain() {
        var again = "started: false\nstate: {running: {startedAt: \"2026-11-24T10:02:00Z\"}}\nlastState: %s";
        assertThat(Observations.verdict(loadFailed(again, 1)))
                .isEqualTo(new Verdict(Reason.MODEL_LOAD_FAILED, LOAD_FAILED.formatted(1)));
    }

    @Test
    void exitAfterReadyIsServerCrashed() {
        assertThat(Observations.verdict(crashed("False 10:20:00", 137, "Error")))
                .isEqualTo(new Verdict(
                        Reason.SERVER_CRASHED,
                        "pod a: the server exited with code 137 (SIGKILL: killed by the kernel because the node ran out of"
                                + " memory, by the kubelet, or by SGLang itself after a worker process died) while it was serving:"
                                + " Killed (restarts so far: 1)"));
    }

    @Test
    void exitCodeZeroIsACrashToo() {
        assertThat(Observations.verdict(crashed("False 10:20:00", 0, "Completed"))
                        .message())
                .isEqualTo("pod a: the server exited with code 0 while it was serving: Killed (restarts so far: 1)");
    }

    @Test
    void crashIsClearedOnceServerWasReadyAgain() {
        assertThat(Observations.verdict(again("False 10:40:00")))
                .isEqualTo(
                        new Verdict(Reason.UNHEALTHY, "pod a does not answer its health checks (restarts so far: 1)"));
    }

    @Test
    void crashStaysUntilServerIsReadyAgain() {
        assertThat(Observations.verdict(again("False 10:20:00")).reason()).isEqualTo(Reason.SERVER_CRASHED);
    }

    @Test
    void restartInTheSecondOfTheCrashDoesNotClearIt() {
        assertThat(Observations.verdict(again("False 10:21:00")).reason()).isEqualTo(Reason.SERVER_CRASHED);
    }

    @Test
    void oomKilledIsOutOfMemory() {
        assertThat(Observations.verdict(crashed("False 10:20:00", 137, "OOMKilled")))
                .isEqualTo(new Verdict(
                        Reason.OUT_OF_MEMORY,
                        "pod a: the server was killed because it used more memory than its limit of 12Gi: raise"
                                + " spec.server.resources.limits.memory or lower --max-total-tokens in"
                                + " spec.server.extraArgs (restarts so far: 1)"));
    }

    @Test
    void failedStartupProbeIsStartupTimeout() {
        var pod = Observations.placed("a", "False 10:00:01", """
                restartCount: 1
                started: false
                state: {running: {startedAt: "2026-11-24T10:10:40Z"}}
                lastState:
                  terminated:
                    exitCode: 137
                    reason: Error
                    message: Loading safetensors checkpoint shards
                    startedAt: "2026-11-24T10:00:20Z"
                    finishedAt: "2026-11-24T10:10:39Z"
                """);
        assertThat(Observations.verdict(pod, killing(pod, "10:10:29", "startup")))
                .isEqualTo(new Verdict(
                        Reason.STARTUP_TIMEOUT,
                        "pod a: the server was not healthy within 600 seconds: raise"
                                + " spec.health.startupTimeoutSeconds if the model needs longer to load (restarts so"
                                + " far: 1)"));
    }

    @Test
    void failedLivenessProbeIsUnhealthy() {
        var pod = crashed("False 10:19:00", 137, "Error");
        assertThat(Observations.verdict(pod, killing(pod, "10:19:50", "liveness")))
                .isEqualTo(new Verdict(
                        Reason.UNHEALTHY,
                        "pod a: the server stopped answering its health checks and was restarted (restarts so far:"
                                + " 1)"));
    }

    @Test
    void exitBeforeKubeletCouldKillIsACrash() {
        var pod = crashed("False 10:20:00", 137, "Error");
        assertThat(Observations.verdict(pod, killing(pod, "10:20:00", "liveness"))
                        .reason())
                .isEqualTo(Reason.SERVER_CRASHED);
        assertThat(Observations.verdict(pod, killing(pod, "10:19:57", "liveness"))
                        .reason())
                .isEqualTo(Reason.SERVER_CRASHED);
        assertThat(Observations.verdict(pod, killing(pod, "10:19:56", "liveness"))
                        .reason())
                .isEqualTo(Reason.UNHEALTHY);
    }

    @Test
    void killOfEarlierRunIsIgnored() {
        var pod = crashed("False 10:20:00", 137, "Error");
        assertThat(Observations.verdict(pod, killing(pod, "10:00:10", "liveness"))
                        .reason())
                .isEqualTo(Reason.SERVER_CRASHED);
    }

    /** A pod whose container has that state; %s stands for the termination. */
    private static Pod loadFailed(String state, int restarts) {
        var ended = "{terminated: {exitCode: 1, reason: Error, startedAt: \"2026-11-24T10:00:20Z\", finishedAt:"
                + " \"2026-11-24T10:00:42Z\", message: \""
                + TRACEBACK.replace("\"", "\\\"").replace("\n", "\\n")
                + "\"}}";
        return Observations.placed("a", "False 10:00:01", "restartCount: " + restarts + "\n" + state.formatted(ended));
    }

    /** Served from 10:01 to 10:20 and is waiting for its restart. */
    private static Pod crashed(String ready, int code, String reason) {
        return Observations.placed("a", ready, """
                restartCount: 1
                started: false
                state: {waiting: {reason: CrashLoopBackOff, message: back-off 10s restarting failed container}}
                lastState:
                  terminated:
                    exitCode: %d
                    reason: %s
                    message: |
                      [2026-11-24 10:20:00] Scheduler hit an exception
                      Killed
                    startedAt: "2026-11-24T10:00:20Z"
                    finishedAt: "2026-11-24T10:20:00Z"
                """.formatted(code, reason));
    }

    /** Served from 10:01 to 10:20 and has been running again since 10:21. */
    private static Pod again(String ready) {
        return Observations.placed("a", ready, """
                restartCount: 1
                started: true
                ready: false
                state: {running: {startedAt: "2026-11-24T10:21:00Z"}}
                lastState:
                  terminated:
                    exitCode: 137
                    reason: Error
                    startedAt: "2026-11-24T10:00:20Z"
                    finishedAt: "2026-11-24T10:20:00Z"
                """);
    }

    private static PodEvent killing(Pod pod, String time, String probe) {
        return Observations.event(
                pod, time, "Killing", "Container server failed " + probe + " probe, will be restarted");
    }
}
