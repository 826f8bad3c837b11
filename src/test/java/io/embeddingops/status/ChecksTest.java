package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checks of the Deployment, and the order of all checks. */
class ChecksTest {

    private static final String UNSCHEDULED = """
            phase: Pending
            conditions: [{type: PodScheduled, status: "False", message: "0/1 nodes are available: 1 Insufficient cpu."}]
            """;
    private static final String ENDED = "{terminated: {exitCode: 1, reason: %s, startedAt: \"2026-11-24T10:00:20Z\"}}";
    private static final String FAILURE = """
            conditions:
              - type: ReplicaFailure
                status: "%s"
                reason: FailedCreate
                message: 'pods "tiny-5d-" is forbidden: exceeded quota: gpus'
            """;

    @Test
    void allReplicasReadyIsReady() {
        assertThat(verdict(Observations.deployment(2, 2), Observations.ready("a"), Observations.ready("b")))
                .isEqualTo(new Verdict(Reason.READY, "2 of 2 replicas are ready"));
    }

    @Test
    void zeroReplicasIsScaledToZero() {
        assertThat(verdict(Observations.deployment(0, 0)))
                .isEqualTo(new Verdict(Reason.SCALED_TO_ZERO, "spec.replicas is 0, so no server runs"));
    }

    @Test
    void replicasSetByAnotherManagerAreNamed() {
        var plan = Observations.PLAN.withReplicasElsewhere(2);
        assertThat(Checks.verdict(
                                plan,
                                Observations.of(
                                        Observations.deployment(2, 2),
                                        Observations.ready("a"),
                                        Observations.ready("b")))
                        .message())
                .isEqualTo("2 of 2 replicas are ready; another manager, such as an autoscaler, sets the replicas of the"
                        + " Deployment, so spec.replicas has no effect");
        assertThat(Checks.verdict(plan, Observations.of(Observations.deployment(0, 0))))
                .isEqualTo(new Verdict(
                        Reason.SCALED_TO_ZERO,
                        "another manager, such as an autoscaler, has scaled the Deployment to 0, so no server runs and"
                                + " spec.replicas has no effect"));
    }

    @Test
    void pausedDeploymentIsNamed() {
        var paused = Observations.deployment(2, "replicas: 2\nupdatedReplicas: 1\navailableReplicas: 1");
        paused.getSpec().setPaused(true);
        assertThat(verdict(paused, Observations.ready("a")).message())
                .isEqualTo("Deployment tiny is paused, 1 of 2 replicas have the current spec, 0 are ready: run kubectl"
                        + " rollout resume deployment/tiny");
    }

    @Test
    void rejectedPodsArePodCreationFailed() {
        assertThat(verdict(Observations.deployment(1, FAILURE.formatted("True"))))
                .isEqualTo(new Verdict(
                        Reason.POD_CREATION_FAILED,
                        "pods cannot be created: pods \"tiny-5d-\" is forbidden: exceeded quota: gpus"));
        assertThat(verdict(Observations.deployment(1, FAILURE.formatted("False")))
                        .reason())
                .isEqualTo(Reason.ROLLOUT_IN_PROGRESS);
    }

    @Test
    void missingOrUnobservedDeploymentIsRolloutInProgress() {
        var waiting = new Verdict(Reason.ROLLOUT_IN_PROGRESS, "waiting for Kubernetes to act on Deployment tiny");
        assertThat(Checks.verdict(Observations.PLAN, Observation.of(Optional.empty(), List.of(), Observations.NOW)))
                .isEqualTo(waiting);
        assertThat(verdict(Observations.deployment(2L))).isEqualTo(waiting);
        assertThat(verdict(Observations.deployment(null))).isEqualTo(waiting);
    }

    @Test
    void outdatedReplicasAreRolloutInProgress() {
        assertThat(verdict(
                        Observations.deployment(
                                3, "replicas: 3\nupdatedReplicas: 1\nreadyReplicas: 2\navailableReplicas: 2"),
                        Observations.ready("a"),
                        Observations.ready("b")))
                .isEqualTo(
                        new Verdict(Reason.ROLLOUT_IN_PROGRESS, "1 of 3 replicas have the current spec, 2 are ready"));
    }

    @Test
    void remainingOldPodsAreRolloutInProgress() {
        assertThat(verdict(
                        Observations.deployment(
                                1, "replicas: 2\nupdatedReplicas: 1\nreadyReplicas: 2\navailableReplicas: 2"),
                        Observations.ready("a"),
                        Observations.ready("b")))
                .isEqualTo(
                        new Verdict(Reason.ROLLOUT_IN_PROGRESS, "1 of 1 replicas have the current spec, 2 are ready"));
    }

    @Test
    void missingReplicasAreReplicasUnavailable() {
        assertThat(verdict(Observations.deployment(2, 1), Observations.ready("a")))
                .isEqualTo(new Verdict(Reason.REPLICAS_UNAVAILABLE, "1 of 2 replicas are available"));
    }

    @Test
    void availableConditionOfDeploymentIsIgnored() {
        var claims = Observations.deployment(1, """
                replicas: 1
                updatedReplicas: 1
                conditions: [{type: Available, status: "True", reason: MinimumReplicasAvailable}]
                """);
        assertThat(verdict(claims))
                .isEqualTo(new Verdict(Reason.REPLICAS_UNAVAILABLE, "0 of 1 replicas are available"));
    }

    @Test
    void failingPodTakesPrecedenceOverRollout() {
        var rolling = Observations.deployment(2, "replicas: 2\nupdatedReplicas: 1\navailableReplicas: 1");
        assertThat(verdict(rolling, Observations.ready("a"), Observations.pod("b", UNSCHEDULED))
                        .reason())
                .isEqualTo(Reason.INSUFFICIENT_RESOURCES);
    }

    @Test
    void newestPodIsReportedFirst() {
        var older = Observations.pod("a", "10:00:00", UNSCHEDULED);
        var newer = Observations.pod("b", "10:05:00", UNSCHEDULED);
        assertThat(verdict(Observations.deployment(2, 0), older, newer).message())
                .startsWith("pod b ");
        assertThat(verdict(Observations.deployment(2, 0), newer, older).message())
                .startsWith("pod b ");
    }

    @Test
    void podsOfEarlierTemplateAreIgnored() {
        var old = template("old", Observations.pod("tiny-old", "10:00:00", UNSCHEDULED));
        var loading = template("new", Observations.placed("tiny-new", "False 10:00:01", """
                restartCount: 0
                started: false
                state: {running: {startedAt: "2026-11-24T10:00:20Z"}}
                """));
        loading.getMetadata().setCreationTimestamp("2026-11-24T10:05:00Z");
        assertThat(verdict(Observations.deployment(1, 0), old, loading).reason())
                .isEqualTo(Reason.LOADING_MODEL);
        assertThat(Observations.of(Observations.deployment(1, 0), old, template("new", Observations.ready("tiny-new")))
                        .unexplained(Observations.PLAN))
                .isEmpty();
    }

    private static Pod template(String hash, Pod pod) {
        pod.getMetadata().setLabels(Map.of("pod-template-hash", hash));
        return pod;
    }

    @Test
    void podsOfSameAgeAreOrderedByName() {
        var a = Observations.pod("a", UNSCHEDULED);
        var b = Observations.pod("b", UNSCHEDULED);
        assertThat(verdict(Observations.deployment(2, 0), b, a))
                .isEqualTo(verdict(Observations.deployment(2, 0), a, b));
        assertThat(verdict(Observations.deployment(2, 0), b, a).message()).startsWith("pod a ");
    }

    @Test
    void mostSpecificCauseOfAnyPodIsReported() {
        var pods = List.of(
                Observations.pod("unscheduled", UNSCHEDULED),
                waiting("pull", "ErrImagePull"),
                waiting("creation", "CreateContainerError"),
                waiting("volume", "ContainerCreating"),
                ended("memory", "OOMKilled"),
                ended("startup", "Error"),
                ended("liveness", "Error"),
                ended("crash", "Error"),
                running("unhealthy", true, "10:20:00"),
                running("loading", false, "10:00:01"),
                Observations.pod("new", "phase: Pending"));
        var events = List.of(
                new PodEvent("volume", "FailedMount", "no", Observations.at("10:01:00")),
                new PodEvent(
                        "startup", "Killing", "Container server failed startup probe", Observations.at("10:10:20")),
                new PodEvent(
                        "liveness", "Killing", "Container server failed liveness probe", Observations.at("10:10:20")));
        var failing = Observations.deployment(20, FAILURE.formatted("True"));
        assertThat(Checks.verdict(
                                Observations.PLAN,
                                Observation.of(Optional.of(failing), pods, Observations.NOW)
                                        .withEvents(events))
                        .reason())
                .isEqualTo(Reason.POD_CREATION_FAILED);
        var reasons = IntStream.range(0, pods.size() + 1)
                .mapToObj(fixed -> Checks.verdict(
                                Observations.PLAN,
                                Observation.of(
                                                Optional.of(Observations.deployment(20, 0)),
                                                pods.subList(fixed, pods.size()),
                                                Observations.NOW)
                                        .withEvents(events))
                        .reason());
        assertThat(reasons)
                .containsExactly(
                        Reason.INSUFFICIENT_RESOURCES,
                        Reason.IMAGE_PULL_FAILED,
                        Reason.CONTAINER_CREATION_FAILED,
                        Reason.VOLUME_MOUNT_FAILED,
                        Reason.OUT_OF_MEMORY,
                        Reason.STARTUP_TIMEOUT,
                        Reason.UNHEALTHY,
                        Reason.MODEL_LOAD_FAILED,
                        Reason.UNHEALTHY,
                        Reason.LOADING_MODEL,
                        Reason.POD_STARTING,
                        Reason.REPLICAS_UNAVAILABLE);
    }

    private static Verdict verdict(Deployment deployment, Pod... pods) {
        return Checks.verdict(Observations.PLAN, Observations.of(deployment, pods));
    }

    private static Pod waiting(String name, String reason) {
        return Observations.placed(name, "False 10:00:01", "state: {waiting: {reason: " + reason + ", message: no}}");
    }

    private static Pod ended(String name, String reason) {
        return Observations.placed(name, "False 10:00:01", "restartCount: 1\nlastState: " + ENDED.formatted(reason));
    }

    private static Pod running(String name, boolean started, String notReadySince) {
        return Observations.placed(
                name,
                "False " + notReadySince,
                "started: " + started + "\nstate: {running: {startedAt: \"2026-11-24T10:00:20Z\"}}");
    }
}
