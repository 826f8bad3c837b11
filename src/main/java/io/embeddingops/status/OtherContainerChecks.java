package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Causes in other containers of the pod: init containers and sidecars. */
final class OtherContainerChecks {

    /** Time for a sidecar to become ready, once it runs and the server is ready. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private OtherContainerChecks() {}

    /** The image cannot be pulled, or the container cannot be created. */
    static Optional<Verdict> waiting(PodView pod) {
        return OtherContainer.of(pod).stream()
                .flatMap(container -> waiting(pod, container).stream())
                .findFirst();
    }

    private static Optional<Verdict> waiting(PodView pod, OtherContainer container) {
        return container.waiting().flatMap(waiting -> {
            if (ContainerStart.PULL.contains(waiting.getReason())) {
                return Optional.of(new Verdict(
                        Reason.IMAGE_PULL_FAILED,
                        "pod " + pod.name() + " cannot pull the image "
                                + container.status().getImage() + " of " + container.name() + ": "
                                + ContainerStart.pullError(waiting)));
            }
            return Optional.of(waiting)
                    .filter(reason -> ContainerStart.CREATION.contains(reason.getReason()))
                    .map(reason -> new Verdict(
                            Reason.CONTAINER_CREATION_FAILED,
                            "pod " + pod.name() + " cannot create " + container.name() + ": "
                                    + ContainerStart.creationError(reason.getMessage())));
        });
    }

    /** The container exited. An init container that failed keeps the server from starting. */
    static Optional<Verdict> exited(Plan plan, Observation observation, PodView pod) {
        return OtherContainer.of(pod).stream()
                .filter(container -> !container.downloads() || !FetchChecks.overcome(observation, pod))
                .flatMap(container -> container.ended().map(ended -> exited(pod, container, ended)).stream())
                .findFirst();
    }

    private static Verdict exited(PodView pod, OtherContainer container, ContainerStateTerminated ended) {
        var words = MessageText.lastLine(ended.getMessage());
        return new Verdict(
                Reason.CONTAINER_FAILED,
                "pod " + pod.name() + ": " + container.name() + " "
                        + ("OOMKilled".equals(ended.getReason())
                                ? "was killed because it used more memory than its limit"
                                : "exited with code " + ExitWords.code(ended.getExitCode()))
                        + (words.isEmpty() ? "" : ": " + words) + "; see kubectl logs " + pod.name() + " -c "
                        + container.status().getName() + " --previous (restarts so far: " + container.restarts() + ")");
    }

    /** The server is ready, but a container beside it is not. */
    static Optional<Verdict> unready(Plan plan, Observation observation, PodView pod) {
        return unready(pod).map(container -> {
            var failure = PodEvents.of(observation, pod, container.status().getName(), Set.of("Unhealthy"));
            return new Verdict(
                    observation.hasPassed(deadline(pod)) ? Reason.CONTAINER_FAILED : Reason.POD_STARTING,
                    "pod " + pod.name() + ": the server is ready, but " + container.name() + " is not"
                            + failure.map(event -> ": " + MessageText.oneLine(event.message()))
                                    .orElse(""));
        });
    }

    private static Optional<OtherContainer> unready(PodView pod) {
        return OtherContainer.of(pod).stream()
                .filter(container -> !container.once() && !container.isReady())
                .filter(container -> pod.isServerReady())
                .findFirst();
    }

    /** When a container beside a ready server counts as failed. */
    static Optional<Instant> deadline(PodView pod) {
        return unready(pod).flatMap(OtherContainer::runningSince).map(since -> since.plus(GRACE));
    }

    /** An init container that runs. */
    static Optional<Verdict> initializing(PodView pod) {
        return OtherContainer.of(pod).stream()
                .filter(OtherContainer::once)
                .flatMap(container -> container
                        .runningSince()
                        .map(since -> new Verdict(
                                Reason.POD_STARTING,
                                "pod " + pod.name() + " is waiting for " + container.name()
                                        + ", which has been running since " + since))
                        .stream())
                .findFirst();
    }
}
