package io.embeddingops.status;

import io.embeddingops.plan.ModelPlan;
import io.embeddingops.plan.Plan;
import java.util.Optional;
import java.util.Set;

/** Causes that the server's container shows before it has terminated for the first time. */
final class PodChecks {

    private PodChecks() {}

    static Optional<Verdict> imagePull(Plan plan, Observation observation, PodView pod) {
        return pod.waiting(ContainerStart.PULL)
                .map(waiting -> new Verdict(
                        Reason.IMAGE_PULL_FAILED,
                        "pod " + pod.name() + " cannot pull "
                                + modelImage(plan, waiting.getMessage())
                                        .orElseGet(() -> "its image "
                                                + pod.server().orElseThrow().getImage())
                                + ": " + ContainerStart.pullError(waiting)));
    }

    /** The container waits for image volumes, too, with the same reasons. */
    private static Optional<String> modelImage(Plan plan, String message) {
        return plan.model()
                .source()
                .filter(ModelPlan.Image.class::isInstance)
                .map(source -> ((ModelPlan.Image) source).reference())
                .filter(reference -> message != null && message.contains(reference))
                .map(reference -> "the image with its model, " + reference + " (spec.model.source.image.reference)");
    }

    /** A container that cannot start alternates between waiting and terminated, with the same message. */
    static Optional<Verdict> containerCreation(PodView pod) {
        return pod.waiting(ContainerStart.CREATION)
                .map(waiting -> ContainerStart.creationError(waiting.getMessage()))
                .or(() -> pod.ended()
                        .filter(ended ->
                                ended.getReason() != null && ContainerStart.NEVER_RAN.contains(ended.getReason()))
                        .map(ended -> ContainerStart.creationError(ended.getMessage())))
                .map(message -> new Verdict(
                        Reason.CONTAINER_CREATION_FAILED,
                        "pod " + pod.name() + " cannot create its container: " + message));
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

    static Optional<Verdict> starting(PodView pod) {
        return Optional.of(new Verdict(
                Reason.POD_STARTING,
                pod.server().isEmpty()
                                && pod.condition(SchedulingChecks.SCHEDULED).isEmpty()
                        ? "pod " + pod.name() + " is waiting to be scheduled"
                        : "pod " + pod.name() + " is waiting for its node to prepare volumes, image and container"));
    }
}
