package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import io.embeddingops.resources.ServerPod;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/** Causes that a pod shows before its server has ended for the first time. */
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
                    var sentence = Words.oneLine(condition.getMessage());
                    return new Verdict(
                            sentence.contains("Insufficient ") ? Reason.INSUFFICIENT_RESOURCES : Reason.UNSCHEDULED,
                            "pod " + pod.name() + " cannot be scheduled: " + sentence);
                });
    }

    /** The two waiting states of a failing pull take turns, so what they have in common is shown. */
    static Optional<Verdict> imagePull(PodView pod) {
        return pod.waiting(PULL).map(waiting -> {
            var message = Optional.ofNullable(waiting.getMessage()).orElse("");
            var cause = message.indexOf(BACK_OFF_CAUSE);
            return new Verdict(
                    Reason.IMAGE_PULL_FAILED,
                    "pod " + pod.name() + " cannot pull its image "
                            + pod.server().orElseThrow().getImage() + ": "
                            + Words.oneLine(cause < 0 ? message : message.substring(cause + BACK_OFF_CAUSE.length())));
        });
    }

    /** A container that cannot be started is at times waiting and at times ended, with the same message. */
    static Optional<Verdict> containerCreation(PodView pod) {
        return pod.waiting(CREATION)
                .map(waiting -> Words.oneLine(waiting.getMessage()))
                .or(() -> pod.ended()
                        .filter(ended -> ended.getReason() != null && NEVER_RAN.contains(ended.getReason()))
                        .map(ended -> Words.oneLine(ended.getMessage())))
                .map(message -> new Verdict(
                        Reason.CONTAINER_CREATION_FAILED,
                        "pod " + pod.name() + " cannot create its container: " + message));
    }

    static Optional<Verdict> volumes(Plan plan, Observation seen, PodView pod) {
        return Optional.of(pod)
                .filter(PodView::starting)
                .flatMap(starting -> PodEvents.of(seen, pod, VOLUME_EVENTS)
                        .map(event -> new Verdict(
                                Reason.VOLUME_MOUNT_FAILED,
                                "pod " + pod.name() + " waits for a volume: " + Words.oneLine(event.message()))));
    }

    /** A server that has just started is not ready either until its first check, and that is no trouble. */
    static Optional<Verdict> unhealthy(Plan plan, Observation seen, PodView pod) {
        return pod.runningSince().filter(since -> pod.started()).flatMap(since -> {
            var failure = PodEvents.of(seen, pod, Set.of("Unhealthy"))
                    .filter(event -> event.last().isAfter(since))
                    .filter(event -> !event.message().startsWith("Startup probe"));
            return failure.isEmpty() && !pod.wasReadyAfter(since)
                    ? Optional.empty()
                    : Optional.of(new Verdict(
                            Reason.UNHEALTHY,
                            "pod " + pod.name() + " does not answer its health checks"
                                    + failure.map(event -> ": " + Words.oneLine(event.message()))
                                            .orElse("")
                                    + " (restarts so far: " + pod.restarts() + ")"));
        });
    }

    /** All is well but the embeddings, for which the pod's readiness gate waits. */
    static Optional<Verdict> notVerified(Plan plan, Observation seen, PodView pod) {
        if (!plan.verification().enforced() || !pod.serving()) {
            return Optional.empty();
        }
        var gate = pod.condition(ServerPod.VERIFIED);
        if (gate.filter(condition -> "True".equals(condition.getStatus())).isPresent()) {
            return Optional.empty();
        }
        var refused = gate.filter(condition -> ServerPod.NOT_VERIFIED.equals(condition.getReason()))
                .isPresent();
        return Optional.of(new Verdict(
                refused ? Reason.NOT_VERIFIED : Reason.VERIFYING,
                "pod " + pod.name()
                        + (refused
                                ? " answers, but gets no requests because its embeddings are not those wanted"
                                : " answers, and gets requests once its embeddings are verified")
                        + " (spec.verification.mode: Enforce): see the condition Verified"));
    }

    static Optional<Verdict> loading(Plan plan, Observation seen, PodView pod) {
        return pod.runningSince().map(since -> {
            var budget = plan.health().startupTimeoutSeconds();
            return new Verdict(
                    Reason.LOADING_MODEL,
                    "pod " + pod.name() + " loads the model since " + since + " and has until "
                            + since.plus(budget, ChronoUnit.SECONDS) + " (spec.health.startupTimeoutSeconds: " + budget
                            + ")");
        });
    }

    static Optional<Verdict> starting(PodView pod) {
        return Optional.of(new Verdict(
                Reason.POD_STARTING,
                pod.server().isEmpty() && pod.condition("PodScheduled").isEmpty()
                        ? "pod " + pod.name() + " waits to be scheduled"
                        : "pod " + pod.name() + " waits for its node to prepare volumes, image and container"));
    }
}
