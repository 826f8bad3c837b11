package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import io.embeddingops.resources.ServerPod;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/** Causes that a pod shows before its server has terminated for the first time. */
final class PodChecks {

    private static final Set<String> PULL = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "InvalidImageName",
            "ErrImageNeverPull",
            "RegistryUnavailable",
            "ImageInspectError",
            "SignatureValidationFailed");
    private static final Set<String> CREATION = Set.of(
            "CreateContainerConfigError",
            "CreateContainerError",
            "RunContainerError",
            "PreCreateHookError",
            "PreStartHookError",
            "PostStartHookError");
    private static final Set<String> NEVER_RAN = Set.of("StartError", "ContainerCannotRun");
    private static final Set<String> VOLUME_EVENTS = Set.of("FailedMount", "FailedAttachVolume", "FailedMapVolume");

    private static final String BACK_OFF_CAUSE = "ErrImagePull: ";

    private PodChecks() {}

    static Optional<Verdict> unscheduled(PodView pod) {
        return pod.condition("PodScheduled")
                .filter(condition -> "False".equals(condition.getStatus()))
                .map(condition -> {
                    var sentence = MessageText.oneLine(condition.getMessage());
                    return new Verdict(
                            sentence.contains("Insufficient ") ? Reason.INSUFFICIENT_RESOURCES : Reason.UNSCHEDULED,
                            "pod " + pod.name() + " cannot be scheduled: " + sentence);
                });
    }

    /** A failing pull alternates between two waiting states, so the message contains only what both share. */
    static Optional<Verdict> imagePull(PodView pod) {
        return pod.waiting(PULL).map(waiting -> {
            var message = Optional.ofNullable(waiting.getMessage()).orElse("");
            var cause = message.indexOf(BACK_OFF_CAUSE);
            return new Verdict(
                    Reason.IMAGE_PULL_FAILED,
                    "pod " + pod.name() + " cannot pull its image "
                            + pod.server().orElseThrow().getImage() + ": "
                            + MessageText.oneLine(
                                    cause < 0 ? message : message.substring(cause + BACK_OFF_CAUSE.length())));
        });
    }

    /** A container that cannot start alternates between waiting and terminated, with the same message. */
    static Optional<Verdict> containerCreation(PodView pod) {
        return pod.waiting(CREATION)
                .map(waiting -> MessageText.oneLine(waiting.getMessage()))
                .or(() -> pod.ended()
                        .filter(ended -> ended.getReason() != null && NEVER_RAN.contains(ended.getReason()))
                        .map(ended -> MessageText.oneLine(ended.getMessage())))
                .map(message -> new Verdict(
                        Reason.CONTAINER_CREATION_FAILED,
                        "pod " + pod.name() + " cannot create its container: " + message));
    }

    static Optional<Verdict> volumes(Plan plan, Observation observation, PodView pod) {
        return Optional.of(pod)
                .filter(PodView::starting)
                .flatMap(starting -> PodEvents.of(observation, pod, VOLUME_EVENTS)
                        .map(event -> new Verdict(
                                Reason.VOLUME_MOUNT_FAILED,
                                "pod " + pod.name() + " is waiting for a volume: "
                                        + MessageText.oneLine(event.message()))));
    }

    /** A server that has just started is not ready until its first check either, which is not a failure. */
    static Optional<Verdict> unhealthy(Plan plan, Observation observation, PodView pod) {
        return pod.runningSince().filter(since -> pod.started()).flatMap(since -> {
            var failure = PodEvents.of(observation, pod, Set.of("Unhealthy"))
                    .filter(event -> event.last().isAfter(since))
                    .filter(event -> !event.message().startsWith("Startup probe"));
            return failure.isEmpty() && !pod.wasReadyAfter(since)
                    ? Optional.empty()
                    : Optional.of(new Verdict(
                            Reason.UNHEALTHY,
                            "pod " + pod.name() + " does not answer its health checks"
                                    + failure.map(event -> ": " + MessageText.oneLine(event.message()))
                                            .orElse("")
                                    + " (restarts so far: " + pod.restarts() + ")"));
        });
    }

    /** Everything is healthy, but the pod's readiness gate waits for its embeddings to be verified. */
    static Optional<Verdict> notVerified(Plan plan, Observation observation, PodView pod) {
        if (!plan.verification().enforced() || !pod.serving()) {
            return Optional.empty();
        }
        var gate = pod.condition(ServerPod.VERIFIED);
        if (gate.filter(condition -> "True".equals(condition.getStatus())).isPresent()) {
            return Optional.empty();
        }
        var failed = gate.filter(condition -> ServerPod.NOT_VERIFIED.equals(condition.getReason()))
                .isPresent();
        return Optional.of(new Verdict(
                failed ? Reason.NOT_VERIFIED : Reason.VERIFYING,
                "pod " + pod.name()
                        + (failed
                                ? " is running, but receives no requests because its embeddings failed verification"
                                : " is running and will receive requests once its embeddings are verified")
                        + " (spec.verification.mode: Enforce): see condition Verified"));
    }

    static Optional<Verdict> loading(Plan plan, Observation observation, PodView pod) {
        return pod.runningSince().map(since -> {
            var budget = plan.health().startupTimeoutSeconds();
            return new Verdict(
                    Reason.LOADING_MODEL,
                    "pod " + pod.name() + " has been loading the model since " + since + " and must finish by "
                            + since.plus(budget, ChronoUnit.SECONDS) + " (spec.health.startupTimeoutSeconds: " + budget
                            + ")");
        });
    }

    static Optional<Verdict> starting(PodView pod) {
        return Optional.of(new Verdict(
                Reason.POD_STARTING,
                pod.server().isEmpty() && pod.condition("PodScheduled").isEmpty()
                        ? "pod " + pod.name() + " is waiting to be scheduled"
                        : "pod " + pod.name() + " is waiting for its node to prepare volumes, image and container"));
    }
}
