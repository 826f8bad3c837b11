package io.embeddingops.status;

import io.embeddingops.source.FetchResult;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The init container of a pod that downloads the model.
 *
 * @param source the location that it downloads, the first argument of the command {@code fetch}
 */
public record FetchContainer(String source, ContainerStatus status) {

    /** Name of the container. */
    static final String NAME = "fetch";

    /** First argument of the container: the command. A container that someone else called {@code fetch} has another one. */
    private static final String COMMAND = "fetch";

    private static final Integer SUCCESS = 0;

    /** The container, once the kubelet has reported a status for it. */
    public static Optional<FetchContainer> of(Pod pod) {
        return Optional.ofNullable(pod.getSpec()).map(PodSpec::getInitContainers).stream()
                .flatMap(List::stream)
                .filter(container -> NAME.equals(container.getName()))
                .map(Container::getArgs)
                .filter(args -> args != null && args.size() > 1 && COMMAND.equals(args.get(0)))
                .findFirst()
                .flatMap(args -> status(pod).map(status -> new FetchContainer(args.get(1), status)));
    }

    private static Optional<ContainerStatus> status(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).map(PodStatus::getInitContainerStatuses).stream()
                .flatMap(List::stream)
                .filter(status -> NAME.equals(status.getName()))
                .findFirst();
    }

    /** Whether it runs now. */
    public boolean running() {
        return run().isPresent();
    }

    /** Whether it was started at least once. */
    boolean ran() {
        return running() || succeeded().isPresent() || restarts() > 0;
    }

    /** Identifies its current run; empty if it does not run. */
    public Optional<String> start() {
        return run().flatMap(running ->
                Optional.ofNullable(status.getContainerID()).or(() -> Optional.of(running.getStartedAt())));
    }

    Optional<Instant> runningSince() {
        return run().flatMap(running -> PodView.time(running.getStartedAt()));
    }

    int restarts() {
        return Optional.ofNullable(status.getRestartCount()).orElse(0);
    }

    /** What its last run that failed reported; empty if a later one succeeded, or if the report cannot be read. */
    Optional<FetchResult> failure() {
        return Stream.of(status.getState(), status.getLastState())
                .filter(Objects::nonNull)
                .map(ContainerState::getTerminated)
                .filter(Objects::nonNull)
                .findFirst()
                .filter(ended -> !SUCCESS.equals(ended.getExitCode()))
                .filter(ended -> !"OOMKilled".equals(ended.getReason()))
                .flatMap(ended -> FetchReport.read(ended.getMessage()))
                .filter(report -> report.message() != null);
    }

    /** What its last run reported, if that has ended and succeeded. */
    Optional<FetchResult> success() {
        return succeeded()
                .flatMap(ended -> FetchReport.read(ended.getMessage()))
                .filter(report -> report.revision() != null);
    }

    /** When the model was complete. */
    Optional<Instant> completed() {
        return succeeded().flatMap(ended -> PodView.time(ended.getFinishedAt()));
    }

    private Optional<ContainerStateTerminated> succeeded() {
        return Optional.ofNullable(status.getState())
                .map(ContainerState::getTerminated)
                .filter(ended -> SUCCESS.equals(ended.getExitCode()));
    }

    private Optional<ContainerStateRunning> run() {
        return Optional.ofNullable(status.getState()).map(ContainerState::getRunning);
    }
}
