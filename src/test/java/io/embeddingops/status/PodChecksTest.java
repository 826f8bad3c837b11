package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods that have not ended yet, as the kubelet and the scheduler write them. */
class PodChecksTest {

    private static final String PULL_ERROR = "rpc error: code = NotFound desc = failed to pull and unpack image"
            + " \"docker.io/lmsysorg/sglang:v0.5.23\": failed to resolve reference"
            + " \"docker.io/lmsysorg/sglang:v0.5.23\": docker.io/lmsysorg/sglang:v0.5.23: not found";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    InsufficientResources | 0/3 nodes are available: 3 Insufficient nvidia.com/gpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.
                    InsufficientResources | 0/2 nodes are available: 1 Insufficient memory, 1 node(s) had untolerated taint {dedicated: x}.
                    Unscheduled           | 0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.
                    Unscheduled           | 0/1 nodes are available: persistentvolumeclaim "models" not found.
                    """)
    void unschedulable(String reason, String message) {
        assertThat(Seen.verdict(unschedulable(message)))
                .hasToString("Verdict[reason=" + reason + ", message=pod a cannot be scheduled: " + message + "]");
    }

    @Test
    void theTwoStatesOfAFailingPullSayTheSame() {
        var failed = waiting("ErrImagePull", PULL_ERROR);
        var backingOff = waiting(
                "ImagePullBackOff", "Back-off pulling image \"lmsysorg/sglang:v0.5.23\": ErrImagePull: " + PULL_ERROR);
        var expected = new Verdict(
                Reason.IMAGE_PULL_FAILED, "pod a cannot pull its image lmsysorg/sglang:v0.5.23: " + PULL_ERROR);
        assertThat(Seen.verdict(failed)).isEqualTo(expected);
        assertThat(Seen.verdict(backingOff)).isEqualTo(expected);
    }

    @Test
    void soTheyDoWhenTheErrorIsLong() {
        var error = "rpc error: " + "0123456789".repeat(60);
        assertThat(Seen.verdict(waiting("ImagePullBackOff", "Back-off pulling image \"x\": ErrImagePull: " + error)))
                .isEqualTo(Seen.verdict(waiting("ErrImagePull", error)))
                .extracting(Verdict::message)
                .asString()
                .endsWith("…")
                .hasSize("pod a cannot pull its image lmsysorg/sglang:v0.5.23: ".length() + 512);
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidImageName", "ErrImageNeverPull", "RegistryUnavailable"})
    void otherPullsThatFail(String reason) {
        assertThat(Seen.verdict(waiting(reason, "no")))
                .isEqualTo(new Verdict(
                        Reason.IMAGE_PULL_FAILED, "pod a cannot pull its image lmsysorg/sglang:v0.5.23: no"));
    }

    @Test
    void containerThatCannotBeMade() {
        assertThat(Seen.verdict(waiting("CreateContainerConfigError", "secret \"tiny-key\" not found")))
                .isEqualTo(new Verdict(
                        Reason.CONTAINER_CREATION_FAILED,
                        "pod a cannot create its container: secret \"tiny-key\" not found"));
    }

    @Test
    void commandThatCannotBeRunIsOneCauseInAllItsStates() {
        var error =
                "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create"
                        + " failed: unable to start container process: exec: \"sglang\": executable file not found in $PATH";
        var ended = "{terminated: {exitCode: 128, reason: StartError, message: '" + error
                + "', startedAt: \"1970-01-01T00:00:00Z\", finishedAt: \"2026-11-24T10:00:21Z\"}}";
        var expected = new Verdict(Reason.CONTAINER_CREATION_FAILED, "pod a cannot create its container: " + error);
        assertThat(Seen.verdict(waiting("RunContainerError", error))).isEqualTo(expected);
        assertThat(Seen.verdict(Seen.placed("a", "False 10:00:01", "restartCount: 0\nstate: " + ended)))
                .isEqualTo(expected);
        assertThat(Seen.verdict(Seen.placed(
                        "a",
                        "False 10:00:01",
                        "restartCount: 1\nstate: {waiting: {reason: CrashLoopBackOff}}\nlastState: " + ended)))
                .isEqualTo(expected);
    }

    @Test
    void volumeThatCannotBeMounted() {
        var pod = waiting("ContainerCreating", "");
        assertThat(Seen.verdict(
                        pod,
                        Seen.event(pod, "10:00:05", "Scheduled", "Successfully assigned ai/a to node-1"),
                        Seen.event(
                                pod,
                                "10:02:03",
                                "FailedMount",
                                "MountVolume.SetUp failed for volume \"model\" : hostPath"
                                        + " type check failed: /srv/tiny is not a directory"),
                        Seen.event(pod, "10:00:10", "FailedMount", "an older one")))
                .isEqualTo(new Verdict(
                        Reason.VOLUME_MOUNT_FAILED,
                        "pod a waits for a volume: MountVolume.SetUp failed for volume \"model\" : hostPath type check"
                                + " failed: /srv/tiny is not a directory"));
    }

    @Test
    void eventsOfAnotherPodSayNothing() {
        var event = new PodEvent("b", "FailedMount", "not ours", Seen.at("10:02:00"));
        assertThat(Seen.verdict(waiting("ContainerCreating", ""), event).reason())
                .isEqualTo(Reason.POD_STARTING);
    }

    @Test
    void podThatIsBeingPrepared() {
        assertThat(Seen.verdict(waiting("ContainerCreating", "")))
                .isEqualTo(new Verdict(
                        Reason.POD_STARTING, "pod a waits for its node to prepare volumes, image and container"));
    }

    @Test
    void podThatTheSchedulerHasNotSeenYet() {
        assertThat(Seen.verdict(Seen.pod("a", "phase: Pending")))
                .isEqualTo(new Verdict(Reason.POD_STARTING, "pod a waits to be scheduled"));
    }

    @Test
    void reasonsMayBeMissing() {
        var pod = Seen.placed("a", "False 10:00:01", "state: {waiting: {message: no}}");
        assertThat(Seen.verdict(pod, new PodEvent("a", null, "no", Seen.at("10:01:00")))
                        .reason())
                .isEqualTo(Reason.POD_STARTING);
        var unready = started("False 10:20:00");
        assertThat(Seen.verdict(unready, new PodEvent("a", null, "no", Seen.at("10:21:00")))
                        .message())
                .isEqualTo("pod a does not answer its health checks (restarts so far: 0)");
    }

    @Test
    void modelThatLoads() {
        assertThat(Seen.verdict(loading()))
                .isEqualTo(new Verdict(
                        Reason.LOADING_MODEL,
                        "pod a loads the model since 2026-11-24T10:00:20Z and has until 2026-11-24T10:10:20Z"
                                + " (spec.health.startupTimeoutSeconds: 600)"));
    }

    @Test
    void theFailedStartupChecksOfALoadingModelAreNoTrouble() {
        var failed = "Startup probe failed: Get \"http://10.0.0.7:30000/health\": dial tcp 10.0.0.7:30000: connect:"
                + " connection refused";
        assertThat(Seen.verdict(loading(), Seen.event(loading(), "10:05:00", "Unhealthy", failed))
                        .reason())
                .isEqualTo(Reason.LOADING_MODEL);
    }

    @Test
    void aServerThatHasJustStartedIsNotUnhealthy() {
        var pod = started("False 10:00:01");
        var failed = Seen.event(pod, "10:00:40", "Unhealthy", "Startup probe failed: connection refused");
        assertThat(Seen.verdict(pod, failed).reason()).isEqualTo(Reason.LOADING_MODEL);
    }

    @Test
    void aServerThatWasReadyIsUnhealthy() {
        assertThat(Seen.verdict(started("False 10:20:00")))
                .isEqualTo(
                        new Verdict(Reason.UNHEALTHY, "pod a does not answer its health checks (restarts so far: 0)"));
    }

    @Test
    void aServerThatFailsItsReadinessChecksFromTheBeginningIsUnhealthy() {
        var pod = started("False 10:00:01");
        var message = "Readiness probe failed: HTTP probe failed with statuscode: 503";
        assertThat(Seen.verdict(pod, Seen.event(pod, "10:01:10", "Unhealthy", message)))
                .isEqualTo(new Verdict(
                        Reason.UNHEALTHY,
                        "pod a does not answer its health checks: " + message + " (restarts so far: 0)"));
    }

    @Test
    void whatWasSaidOfAnEarlierRunDoesNotCount() {
        var pod = started("False 10:20:00");
        assertThat(Seen.verdict(pod, Seen.event(pod, "10:00:10", "Unhealthy", "Liveness probe failed: old"))
                        .message())
                .isEqualTo("pod a does not answer its health checks (restarts so far: 0)");
    }

    private static Pod unschedulable(String message) {
        return Seen.pod("a", """
                phase: Pending
                conditions:
                  - type: PodScheduled
                    status: "False"
                    reason: Unschedulable
                    lastTransitionTime: "2026-11-24T10:00:00Z"
                    message: '%s'
                """.formatted(message.replace("'", "''")));
    }

    private static Pod waiting(String reason, String message) {
        return Seen.placed(
                "a",
                "False 10:00:01",
                "restartCount: 0\nstarted: false\nstate: {waiting: {reason: " + reason + ", message: '" + message
                        + "'}}");
    }

    private static Pod loading() {
        return Seen.placed("a", "False 10:00:01", """
                restartCount: 0
                started: false
                ready: false
                state: {running: {startedAt: "2026-11-24T10:00:20Z"}}
                """);
    }

    private static Pod started(String ready) {
        return Seen.placed("a", ready, """
                restartCount: 0
                started: true
                ready: false
                state: {running: {startedAt: "2026-11-24T10:00:20Z"}}
                """);
    }
}
