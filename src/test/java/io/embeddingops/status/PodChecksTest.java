package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods that have not terminated yet, with statuses as the kubelet and the scheduler write them. */
class PodChecksTest {

    private static final String PULL_ERROR = "rpc error: code = NotFound desc = failed to pull and unpack image"
            + " \"docker.io/lmsysorg/sglang:v0.5.23\": failed to resolve reference"
            + " \"docker.io/lmsysorg/sglang:v0.5.23\": docker.io/lmsysorg/sglang:v0.5.23: not found";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    InsufficientResources | 0/3 nodes are available: 3 Insufficient nvidia.com/gpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.
                    InsufficientResources | 0/2 nodes are available: 1 Insufficient memory, 1 node(s) had untolerated taint {dedicated: x}.
                    Unscheduled           | 0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.
                    VolumeMountFailed     | 0/1 nodes are available: persistentvolumeclaim "models" not found
                    """)
    void unschedulablePodIsReported(String reason, String message) {
        var verdict = Observations.verdict(unschedulable(message));
        assertThat(verdict.reason() + " " + verdict.message())
                .isEqualTo(reason + " pod a cannot be scheduled: " + message);
    }

    @Test
    void bothStatesOfFailingPullGiveTheSameMessage() {
        var failed = waiting("ErrImagePull", PULL_ERROR);
        var backingOff = waiting(
                "ImagePullBackOff", "Back-off pulling image \"lmsysorg/sglang:v0.5.23\": ErrImagePull: " + PULL_ERROR);
        var expected = new Verdict(
                Reason.IMAGE_PULL_FAILED, "pod a cannot pull its image lmsysorg/sglang:v0.5.23: " + PULL_ERROR);
        assertThat(Observations.verdict(failed)).isEqualTo(expected);
        assertThat(Observations.verdict(backingOff)).isEqualTo(expected);
    }

    @Test
    void longPullErrorGivesTheSameMessageInBothStates() {
        var error = "rpc error: " + "0123456789".repeat(60);
        assertThat(Observations.verdict(
                        waiting("ImagePullBackOff", "Back-off pulling image \"x\": ErrImagePull: " + error)))
                .isEqualTo(Observations.verdict(waiting("ErrImagePull", error)))
                .extracting(Verdict::message)
                .asString()
                .endsWith("…")
                .hasSize("pod a cannot pull its image lmsysorg/sglang:v0.5.23: ".length() + 512);
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidImageName", "ErrImageNeverPull", "RegistryUnavailable"})
    void otherPullErrorsAreImagePullFailed(String reason) {
        assertThat(Observations.verdict(waiting(reason, "no")))
                .isEqualTo(new Verdict(
                        Reason.IMAGE_PULL_FAILED, "pod a cannot pull its image lmsysorg/sglang:v0.5.23: no"));
    }

    @Test
    void missingSecretIsContainerCreationFailed() {
        assertThat(Observations.verdict(waiting("CreateContainerConfigError", "secret \"tiny-key\" not found")))
                .isEqualTo(new Verdict(
                        Reason.CONTAINER_CREATION_FAILED,
                        "pod a cannot create its container: secret \"tiny-key\" not found"));
    }

    @Test
    void missingCommandIsContainerCreationFailedInAllStates() {
        var error =
                "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create"
                        + " failed: unable to start container process: exec: \"sglang\": executable file not found in $PATH";
        var ended = "{terminated: {exitCode: 128, reason: StartError, message: '" + error
                + "', startedAt: \"1970-01-01T00:00:00Z\", finishedAt: \"2026-11-24T10:00:21Z\"}}";
        var expected = new Verdict(Reason.CONTAINER_CREATION_FAILED, "pod a cannot create its container: " + error);
        assertThat(Observations.verdict(waiting("RunContainerError", error))).isEqualTo(expected);
        assertThat(Observations.verdict(Observations.placed("a", "False 10:00:01", "restartCount: 0\nstate: " + ended)))
                .isEqualTo(expected);
        assertThat(Observations.verdict(Observations.placed(
                        "a",
                        "False 10:00:01",
                        "restartCount: 1\nstate: {waiting: {reason: CrashLoopBackOff}}\nlastState: " + ended)))
                .isEqualTo(expected);
    }

    @Test
    void failedMountIsVolumeMountFailed() {
        var pod = waiting("ContainerCreating", "");
        assertThat(Observations.verdict(
                        pod,
                        Observations.event(pod, "10:00:05", "Scheduled", "Successfully assigned ai/a to node-1"),
                        Observations.event(
                                pod,
                                "10:02:03",
                                "FailedMount",
                                "MountVolume.SetUp failed for volume \"model\" : hostPath"
                                        + " type check failed: /srv/tiny is not a directory"),
                        Observations.event(pod, "10:00:10", "FailedMount", "an older one")))
                .isEqualTo(new Verdict(
                        Reason.VOLUME_MOUNT_FAILED,
                        "pod a is waiting for a volume: MountVolume.SetUp failed for volume \"model\" : hostPath type check"
                                + " failed: /srv/tiny is not a directory"));
    }

    @Test
    void eventsOfOtherPodsAreIgnored() {
        var event = new PodEvent("b", "FailedMount", "not ours", Observations.at("10:02:00"));
        assertThat(Observations.verdict(waiting("ContainerCreating", ""), event).reason())
                .isEqualTo(Reason.POD_STARTING);
    }

    @Test
    void podBeingPreparedIsPodStarting() {
        assertThat(Observations.verdict(waiting("ContainerCreating", "")))
                .isEqualTo(new Verdict(
                        Reason.POD_STARTING, "pod a is waiting for its node to prepare volumes, image and container"));
    }

    @Test
    void unscheduledPodIsPodStarting() {
        assertThat(Observations.verdict(Observations.pod("a", "phase: Pending")))
                .isEqualTo(new Verdict(Reason.POD_STARTING, "pod a is waiting to be scheduled"));
    }

    @Test
    void missingReasonsAreTolerated() {
        var pod = Observations.placed("a", "False 10:00:01", "state: {waiting: {message: no}}");
        assertThat(Observations.verdict(pod, new PodEvent("a", null, "no", Observations.at("10:01:00")))
                        .reason())
                .isEqualTo(Reason.POD_STARTING);
        var unready = started("False 10:20:00");
        assertThat(Observations.verdict(unready, new PodEvent("a", null, "no", Observations.at("10:21:00")))
                        .message())
                .isEqualTo("pod a does not answer its health checks (restarts so far: 0)");
    }

    @Test
    void loadingModelHasADeadline() {
        assertThat(Observations.verdict(loading()))
                .isEqualTo(new Verdict(
                        Reason.LOADING_MODEL,
                        "pod a has been loading the model since 2026-11-24T10:00:20Z and must finish by 2026-11-24T10:10:20Z"
                                + " (spec.health.startupTimeoutSeconds: 600)"));
    }

    @Test
    void failedStartupProbesWhileLoadingAreIgnored() {
        var failed = "Startup probe failed: Get \"http://10.0.0.7:30000/health\": dial tcp 10.0.0.7:30000: connect:"
                + " connection refused";
        assertThat(Observations.verdict(loading(), Observations.event(loading(), "10:05:00", "Unhealthy", failed))
                        .reason())
                .isEqualTo(Reason.LOADING_MODEL);
    }

    @Test
    void serverThatJustStartedIsNotUnhealthy() {
        var pod = started("False 10:00:01");
        var failed = Observations.event(pod, "10:00:40", "Unhealthy", "Startup probe failed: connection refused");
        assertThat(Observations.verdict(pod, failed).reason()).isEqualTo(Reason.LOADING_MODEL);
    }

    @Test
    void unreadyServerThatWasReadyIsUnhealthy() {
        assertThat(Observations.verdict(started("False 10:20:00")))
                .isEqualTo(
                        new Verdict(Reason.UNHEALTHY, "pod a does not answer its health checks (restarts so far: 0)"));
    }

    @Test
    void serverThatNeverPassedReadinessIsUnhealthy() {
        var pod = started("False 10:00:01");
        var message = "Readiness probe failed: HTTP probe failed with statuscode: 503";
        assertThat(Observations.verdict(pod, Observations.event(pod, "10:01:10", "Unhealthy", message)))
                .isEqualTo(new Verdict(
                        Reason.UNHEALTHY,
                        "pod a does not answer its health checks: " + message + " (restarts so far: 0)"));
    }

    @Test
    void probeFailuresOfEarlierRunAreIgnored() {
        var pod = started("False 10:20:00");
        assertThat(Observations.verdict(
                                pod, Observations.event(pod, "10:00:10", "Unhealthy", "Liveness probe failed: old"))
                        .message())
                .isEqualTo("pod a does not answer its health checks (restarts so far: 0)");
    }

    private static Pod unschedulable(String message) {
        return Observations.pod("a", """
                phase: Pending
                conditions:
                  - type: PodScheduled
                    status: "False"
                    reason: Unschedulable
                    lastTransitionTime: "2026-11-24T10:00:00Z"
                    message: '%s'
                """.formatted(message.replace("'", "''")));
    }

    /** As the kubelet and containerd word it for a volume of type image. */
    @Test
    void imageWithTheModelIsNamedWithItsField() {
        var error = "failed to pull and unpack image \"r.example.com/models/tiny:1\": failed to resolve image:"
                + " r.example.com/models/tiny:1: not found";
        var plan = (Plan) new Planner(Given.policy("--allowed-image-prefixes", "r.example.com"))
                .plan(Given.service("model: {source: {image: {reference: 'r.example.com/models/tiny:1'}}}"));
        var expected = "pod a cannot pull the image with its model, r.example.com/models/tiny:1"
                + " (spec.model.source.image.reference): " + error;
        assertThat(Stream.of(
                        waiting("ErrImagePull", error),
                        waiting(
                                "ImagePullBackOff",
                                "Back-off pulling image \"r.example.com/models/tiny:1\": ErrImagePull: " + error)))
                .allSatisfy(pod -> assertThat(Checks.verdict(plan, Observations.of(pod)))
                        .isEqualTo(new Verdict(Reason.IMAGE_PULL_FAILED, expected)));
        assertThat(Checks.verdict(plan, Observations.of(waiting("ErrImagePull", PULL_ERROR)))
                        .message())
                .startsWith("pod a cannot pull its image lmsysorg/sglang:v0.5.23: ");
    }

    @Test
    void directoryThatTheImageLacksIsNamedWithItsField() {
        var error = "failed to mount image volume: ImageVolumeMountFailed: failed to ensure image subpath \"nodir\" in"
                + " \"/run/x\": openat nodir: no such file or directory";
        assertThat(Observations.verdict(waiting("CreateContainerError", error)))
                .isEqualTo(new Verdict(
                        Reason.CONTAINER_CREATION_FAILED,
                        "pod a cannot create its container: " + error
                                + ": spec.model.source.image.subPath must be a directory in the image"));
    }

    private static Pod waiting(String reason, String message) {
        return Observations.placed(
                "a",
                "False 10:00:01",
                "restartCount: 0\nstarted: false\nstate: {waiting: {reason: " + reason + ", message: '" + message
                        + "'}}");
    }

    private static Pod loading() {
        return Observations.placed("a", "False 10:00:01", """
                restartCount: 0
                started: false
                ready: false
                state: {running: {startedAt: "2026-11-24T10:00:20Z"}}
                """);
    }

    private static Pod started(String ready) {
        return Observations.placed("a", ready, """
                restartCount: 0
                started: true
                ready: false
                state: {running: {startedAt: "2026-11-24T10:00:20Z"}}
                """);
    }
}
