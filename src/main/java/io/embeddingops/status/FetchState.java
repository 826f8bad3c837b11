package io.embeddingops.status;

import io.embeddingops.resources.FetchContainer;
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
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The status of the init container of a pod that downloads the model.
 *
 * @param source the location that it downloads, the first argument of the command {@code fetch}
 * @param port the TCP port at which it reports its progress, if it does
 */
public record FetchState(String source, OptionalInt port, ContainerStatus status) {

    /** First argument of the container: the command. A container that someone else called {@code fetch} has another one. */
    private static final String COMMAND = "fetch";

    private static final int MAX_PORT = 65535;
    private static final Pattern PORT = Pattern.compile("--progress-port=([1-9][0-9]{0,4})");
    private static final Integer SUCCESS = 0;

    /** The container, once the kubelet has reported a status for it. */
    public static Optional<FetchState> of(Pod pod) {
        return Optional.ofNullable(pod.getSpec()).map(PodSpec::getInitContainers).stream()
                .flatMap(List::stream)
                .filter(container -> FetchContainer.NAME.equals(container.getName()))
                .map(Container::getArgs)
                .filter(args -> args != null && args.size() > 1 && COMMAND.equals(args.get(0)))
                .findFirst()
                .flatMap(args -> status(pod).map(status -> new FetchState(args.get(1), port(args), status)));
    }

    /** The port in the arguments, not that of the plan: an edited spec does not change the pods that exist. */
    private static OptionalInt port(List<String> args) {
        return args.stream()
                .map(PORT::matcher)
                .filter(Matcher::matches)
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .filter(port -> port <= MAX_PORT)
                .findFirst();
    }

    private static Optional<ContainerStatus> status(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).map(PodStatus::getInitContainerStatuses).stream()
                .flatMap(List::stream)
                .filter(status -> FetchContainer.NAME.equals(status.getName()))
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

    /** When the model was complete; the beginning of time if the kubelet does not say it. */
    Optional<Instant> completed() {
        return succeeded().map(ended -> PodView.time(ended.getFinishedAt()).orElse(Instant.EPOCH));
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
