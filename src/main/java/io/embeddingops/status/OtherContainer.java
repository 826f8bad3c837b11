package io.embeddingops.status;

import io.embeddingops.resources.FetchContainer;
import io.embeddingops.resources.ServerContainer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A container of the pod beside the server: that of the download, or one that a webhook or an admission policy has added.
 *
 * @param once whether it runs to its end before the server starts
 */
record OtherContainer(ContainerStatus status, boolean once) {

    /** The pod's other containers, those that are started first in front. */
    static List<OtherContainer> of(PodView pod) {
        var seen = Optional.ofNullable(pod.pod().getStatus());
        var sidecars = Optional.ofNullable(pod.pod().getSpec()).map(PodSpec::getInitContainers).stream()
                .flatMap(List::stream)
                .filter(container -> "Always".equals(container.getRestartPolicy()))
                .map(Container::getName)
                .toList();
        return Stream.concat(
                        seen.map(PodStatus::getInitContainerStatuses).stream()
                                .flatMap(List::stream)
                                .map(status -> new OtherContainer(status, !sidecars.contains(status.getName()))),
                        seen.map(PodStatus::getContainerStatuses).stream()
                                .flatMap(List::stream)
                                .filter(status -> !ServerContainer.NAME.equals(status.getName()))
                                .map(status -> new OtherContainer(status, false)))
                .toList();
    }

    /** The first one that keeps the pod from being ready, and has not just been created. */
    static Optional<OtherContainer> unready(PodView pod) {
        return of(pod).stream()
                .filter(container -> !container.isReady() && !container.downloads())
                .filter(container -> container.runningSince().isPresent()
                        || container.ended().isPresent())
                .findFirst();
    }

    /** The container for a message. */
    String name() {
        return (once ? "init container " : "container ") + status.getName();
    }

    /** Whether it is the container that downloads the model. */
    boolean downloads() {
        return once && FetchContainer.NAME.equals(status.getName());
    }

    boolean isReady() {
        return Boolean.TRUE.equals(status.getReady());
    }

    int restarts() {
        return Optional.ofNullable(status.getRestartCount()).orElse(0);
    }

    Optional<ContainerStateWaiting> waiting() {
        return Optional.ofNullable(status.getState())
                .map(ContainerState::getWaiting)
                .filter(waiting -> waiting.getReason() != null);
    }

    Optional<Instant> runningSince() {
        return Optional.ofNullable(status.getState())
                .map(ContainerState::getRunning)
                .flatMap(running -> PodView.time(running.getStartedAt()));
    }

    /** The last end of a container that is not ready; the end of an init container only if it failed. */
    Optional<ContainerStateTerminated> ended() {
        return Stream.of(status.getState(), status.getLastState())
                .filter(Objects::nonNull)
                .map(ContainerState::getTerminated)
                .filter(Objects::nonNull)
                .findFirst()
                .filter(ended -> !isReady() && !(once && Objects.equals(ended.getExitCode(), 0)));
    }
}
