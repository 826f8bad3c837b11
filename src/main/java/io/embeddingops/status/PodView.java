package io.embeddingops.status;

import io.embeddingops.resources.ServerContainer;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A pod and the status of its server container. */
public record PodView(Pod pod, Optional<ContainerStatus> server) {

    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");
    private static final Set<String> NOT_YET = Set.of("ContainerCreating", "PodInitializing");

    private static final long KUBELET_DELAY_SECONDS = 5;

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

    /** The pod's UID, which differs for a later pod of the same name. */
    public String uid() {
        return pod.getMetadata().getUid();
    }

    /** Identifies the version of the Deployment's template that the pod was created from. */
    String template() {
        var labels = pod.getMetadata().getLabels();
        return labels == null ? "" : labels.getOrDefault("pod-template-hash", "");
    }

    String created() {
        var created = pod.getMetadata().getCreationTimestamp();
        return created == null ? "" : created;
    }

    boolean active() {
        return deletion().isEmpty() && !hasEnded();
    }

    /** Whether the pod failed or completed, so that it does not run again. */
    boolean hasEnded() {
        return Optional.ofNullable(pod.getStatus())
                .map(PodStatus::getPhase)
                .filter(ENDED::contains)
                .isPresent();
    }

    /** Whether the pod is being deleted and still holds its resources. */
    boolean terminating() {
        return deletion().isPresent() && !hasEnded();
    }

    /** When a pod that is being deleted should be gone: the time of the request plus its grace period. */
    Optional<Instant> deletion() {
        return time(pod.getMetadata().getDeletionTimestamp());
    }

    Optional<Instant> createdAt() {
        return time(pod.getMetadata().getCreationTimestamp());
    }

    /** The node's name for a message. */
    String node() {
        return Optional.ofNullable(pod.getSpec())
                .map(PodSpec::getNodeName)
                .map(name -> "node " + name)
                .orElse("its node");
    }

    /** Whether the pod receives requests. */
    public boolean ready() {
        return condition("Ready").filter(c -> "True".equals(c.getStatus())).isPresent();
    }

    /** Whether the pod has that condition with that status. */
    boolean has(String type, String status) {
        return condition(type).filter(c -> status.equals(c.getStatus())).isPresent();
    }

    /** Since when the condition has its status. */
    Optional<Instant> since(String type) {
        return condition(type).flatMap(condition -> time(condition.getLastTransitionTime()));
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

    /** Whether all containers are ready, regardless of the pod's readiness gates. */
    public boolean serving() {
        return condition("ContainersReady")
                        .filter(c -> "True".equals(c.getStatus()))
                        .isPresent()
                && address().isPresent()
                && start().isPresent();
    }

    /** Identifies the current run of the server container; changes with each restart. */
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

    /** The waiting state if it has one of these reasons. The API allows a waiting state without a reason. */
    Optional<ContainerStateWaiting> waiting(Set<String> reasons) {
        return server.map(ContainerStatus::getState)
                .map(state -> state.getWaiting())
                .filter(waiting -> waiting.getReason() != null && reasons.contains(waiting.getReason()));
    }

    /** The container that downloads the model, if the pod has one and the kubelet has reported it. */
    Optional<FetchState> fetch() {
        return FetchState.of(pod);
    }

    /** Whether the model is being downloaded. */
    boolean downloading() {
        return active() && fetch().filter(FetchState::running).isPresent();
    }

    /** Whether the server cannot run yet, because the model has not been downloaded. */
    public boolean lacksModel() {
        return fetch().filter(fetch -> fetch.completed().isEmpty()).isPresent();
    }

    /** Whether the pod is scheduled and its container is still being created; a download comes before that. */
    boolean starting() {
        return (waiting(NOT_YET).isPresent() || server.isEmpty() && has("PodScheduled", "True")) && !downloading();
    }

    /** Whether the server's container, or the download before it, was started at least once. */
    boolean ran() {
        return restarts() > 0
                || runningSince().isPresent()
                || ended().isPresent()
                || ready()
                || fetch().filter(FetchState::ran).isPresent();
    }

    /** When the running container was started. */
    Optional<Instant> runningSince() {
        return server.map(ContainerStatus::getState)
                .map(state -> state.getRunning())
                .flatMap(running -> time(running.getStartedAt()));
    }

    boolean isServerReady() {
        return server.filter(status -> Boolean.TRUE.equals(status.getReady())).isPresent();
    }

    boolean started() {
        return server.filter(status -> Boolean.TRUE.equals(status.getStarted())).isPresent();
    }

    /** Restarts of the server's container. */
    public int restarts() {
        return server.map(ContainerStatus::getRestartCount).orElse(0);
    }

    /** The last termination of the container, unless the current container has been ready since. */
    Optional<ContainerStateTerminated> ended() {
        if (runningSince().filter(this::wasReadyAfter).isPresent()) {
            return Optional.empty();
        }
        return server.flatMap(status -> Optional.ofNullable(status.getState())
                .map(state -> state.getTerminated())
                .or(() -> Optional.ofNullable(status.getLastState()).map(state -> state.getTerminated())));
    }

    /**
     * Whether the pod was ready at some time after that moment. The Ready condition is False when the pod is created and
     * changes only with readiness, so a later change to False means that it was True in between.
     */
    boolean wasReadyAfter(Instant moment) {
        return condition("Ready")
                .flatMap(condition -> time(condition.getLastTransitionTime()))
                .filter(changed -> changed.isAfter(moment))
                .isPresent();
    }

    /** Whether the pod has ever been ready. The kubelet sets Ready=False when it accepts the pod, which does not count. */
    public boolean wasReady() {
        return ready()
                || time(pod.getStatus() == null ? null : pod.getStatus().getStartTime())
                        .filter(start -> wasReadyAfter(start.plusSeconds(KUBELET_DELAY_SECONDS)))
                        .isPresent();
    }

    /** Whether the server works, even if a readiness gate keeps requests away from it. */
    public boolean healthy() {
        return ready() || serving();
    }

    boolean unexplained() {
        return !ready()
                && (starting()
                        || started()
                        || restarts() > 0
                        || OtherContainer.unready(this).isPresent());
    }

    static Optional<Instant> time(String text) {
        return text == null || text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    }
}
