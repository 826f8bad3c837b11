package io.embeddingops.status;

import io.embeddingops.resources.ServerContainer;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A pod and its server's container, as far as they tell how the service is doing. */
public record PodView(Pod pod, Optional<ContainerStatus> server) {

    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");
    private static final Set<String> NOT_YET = Set.of("ContainerCreating", "PodInitializing");

    private static final long TAKE_OVER_SECONDS = 5;

    static PodView of(Pod pod) {
        var statuses = pod.getStatus() == null ? null : pod.getStatus().getContainerStatuses();
        return new PodView(
                pod,
                statuses == null
                        ? Optional.empty()
                        : statuses.stream()
                                .filter(status -> ServerContainer.NAME.equals(status.getName()))
                                .findFirst());
    }

    /** The pod's name. */
    public String name() {
        return pod.getMetadata().getName();
    }

    /** The pod's UID, which tells it from an earlier one of the same name. */
    public String uid() {
        return pod.getMetadata().getUid();
    }

    /** What tells pods of one version of the Deployment's template from those of another. */
    String template() {
        var labels = pod.getMetadata().getLabels();
        return labels == null ? "" : labels.getOrDefault("pod-template-hash", "");
    }

    String created() {
        var created = pod.getMetadata().getCreationTimestamp();
        return created == null ? "" : created;
    }

    boolean living() {
        var phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return pod.getMetadata().getDeletionTimestamp() == null && (phase == null || !ENDED.contains(phase));
    }

    /** Whether it gets requests. */
    public boolean ready() {
        return condition("Ready").filter(c -> "True".equals(c.getStatus())).isPresent();
    }

    /** The pod's condition of that type. */
    public Optional<PodCondition> condition(String type) {
        var status = pod.getStatus();
        return status == null || status.getConditions() == null
                ? Optional.empty()
                : status.getConditions().stream()
                        .filter(condition -> type.equals(condition.getType()))
                        .findFirst();
    }

    /** Whether all that is in the pod answers its health checks, whatever its readiness gates say. */
    public boolean serving() {
        return condition("ContainersReady")
                        .filter(c -> "True".equals(c.getStatus()))
                        .isPresent()
                && address().isPresent()
                && start().isPresent();
    }

    /** Identifies the start of the container that runs now. */
    public Optional<String> start() {
        return server.filter(
                        status -> status.getState() != null && status.getState().getRunning() != null)
                .flatMap(status -> Optional.ofNullable(status.getContainerID())
                        .or(() -> Optional.ofNullable(
                                status.getState().getRunning().getStartedAt())));
    }

    /** The pod's IP address. */
    public Optional<String> address() {
        return Optional.ofNullable(pod.getStatus()).map(status -> status.getPodIP());
    }

    /** What the container waits for, if it is one of these reasons; the API allows a waiting container to give none. */
    Optional<ContainerStateWaiting> waiting(Set<String> reasons) {
        return server.map(ContainerStatus::getState)
                .map(state -> state.getWaiting())
                .filter(waiting -> waiting.getReason() != null && reasons.contains(waiting.getReason()));
    }

    /** Scheduled, and its container is still being made. */
    boolean starting() {
        return waiting(NOT_YET).isPresent();
    }

    /** When the container that runs now was started. */
    Optional<Instant> runningSince() {
        return server.map(ContainerStatus::getState)
                .map(state -> state.getRunning())
                .flatMap(running -> time(running.getStartedAt()));
    }

    boolean started() {
        return server.filter(status -> Boolean.TRUE.equals(status.getStarted())).isPresent();
    }

    /** Restarts of the server's container. */
    public int restarts() {
        return server.map(ContainerStatus::getRestartCount).orElse(0);
    }

    /** How the container ended, unless the one that runs now has already proved itself by being ready. */
    Optional<ContainerStateTerminated> ended() {
        if (runningSince().filter(this::wasReadyAfter).isPresent()) {
            return Optional.empty();
        }
        return server.flatMap(status -> Optional.ofNullable(status.getState())
                .map(state -> state.getTerminated())
                .or(() -> Optional.ofNullable(status.getLastState()).map(state -> state.getTerminated())));
    }

    /**
     * Whether the pod was ready at some time after that moment. Its Ready condition starts as False with the pod and
     * changes only when readiness does, so a later change to False means that it was True in between.
     */
    boolean wasReadyAfter(Instant moment) {
        return condition("Ready")
                .flatMap(condition -> time(condition.getLastTransitionTime()))
                .filter(changed -> changed.isAfter(moment))
                .isPresent();
    }

    /** Whether the pod has been ready at any time; the kubelet notes that it is not yet when it takes the pod over. */
    public boolean wasReady() {
        return ready()
                || time(pod.getStatus() == null ? null : pod.getStatus().getStartTime())
                        .filter(start -> wasReadyAfter(start.plusSeconds(TAKE_OVER_SECONDS)))
                        .isPresent();
    }

    /** Whether it is as its image and its flags make it, though a readiness gate may keep requests from it. */
    public boolean well() {
        return ready() || serving();
    }

    boolean unexplained() {
        return !ready() && (starting() || started() || restarts() > 0);
    }

    static Optional<Instant> time(String text) {
        return text == null || text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    }
}
