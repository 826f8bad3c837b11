package io.embeddingops.status;

/** Reasons of the condition Ready, and of the Events about its changes. */
public enum Reason {
    READY("Ready", State.READY),
    REPLICAS_AVAILABLE("ReplicasAvailable", State.READY),
    SERVED_BY_FALLBACK("ServedByFallback", State.READY),
    SCALED_TO_ZERO("ScaledToZero", State.READY),
    LOAD_BALANCER_PENDING("LoadBalancerPending", State.READY),
    INVALID_SPEC("InvalidSpec", State.STALLED),
    NAME_CONFLICT("NameConflict", State.STALLED),
    KIND_NOT_INSTALLED("KindNotInstalled", State.FAILING),
    ADMISSION_REFUSED("AdmissionRefused", State.FAILING),
    APPLY_FAILED("ApplyFailed", State.FAILING),
    POD_CREATION_FAILED("PodCreationFailed", State.FAILING),
    POD_EVICTED("PodEvicted", State.FAILING),
    POD_PREEMPTED("PodPreempted", State.FAILING),
    POD_REJECTED("PodRejected", State.FAILING),
    POD_FAILED("PodFailed", State.FAILING),
    NODE_UNAVAILABLE("NodeUnavailable", State.FAILING),
    TERMINATION_STUCK("TerminationStuck", State.FAILING),
    INSUFFICIENT_RESOURCES("InsufficientResources", State.FAILING),
    UNSCHEDULED("Unscheduled", State.FAILING),
    IMAGE_PULL_FAILED("ImagePullFailed", State.FAILING),
    CONTAINER_CREATION_FAILED("ContainerCreationFailed", State.FAILING),
    VOLUME_MOUNT_FAILED("VolumeMountFailed", State.FAILING),
    OUT_OF_MEMORY("OutOfMemory", State.FAILING),
    MODEL_NOT_FOUND("ModelNotFound", State.FAILING),
    MODEL_UNAUTHORIZED("ModelUnauthorized", State.FAILING),
    MODEL_UNREACHABLE("ModelUnreachable", State.FAILING),
    MODEL_CORRUPT("ModelCorrupt", State.FAILING),
    OUT_OF_SPACE("OutOfSpace", State.FAILING),
    FETCH_FAILED("FetchFailed", State.FAILING),
    MODEL_INCOMPLETE("ModelIncomplete", State.FAILING),
    MODEL_UNSUPPORTED("ModelUnsupported", State.FAILING),
    SERVER_UNSUPPORTED("ServerUnsupported", State.FAILING),
    STARTUP_TIMEOUT("StartupTimeout", State.FAILING),
    MODEL_LOAD_FAILED("ModelLoadFailed", State.FAILING),
    SERVER_CRASHED("ServerCrashed", State.FAILING),
    UNHEALTHY("Unhealthy", State.FAILING),
    CONTAINER_FAILED("ContainerFailed", State.FAILING),
    READINESS_GATE_CLOSED("ReadinessGateClosed", State.FAILING),
    NO_API_KEYS("NoApiKeys", State.FAILING),
    NOT_VERIFIED("NotVerified", State.FAILING),
    ROUTE_NOT_ACCEPTED("RouteNotAccepted", State.FAILING),
    TRANSITION_WAITING("TransitionWaiting", State.FAILING),
    VERIFYING("Verifying", State.PROGRESSING),
    MODEL_DOWNLOADING("ModelDownloading", State.PROGRESSING),
    LOADING_MODEL("LoadingModel", State.PROGRESSING),
    POD_STARTING("PodStarting", State.PROGRESSING),
    ROLLOUT_IN_PROGRESS("RolloutInProgress", State.PROGRESSING),
    REPLICAS_UNAVAILABLE("ReplicasUnavailable", State.PROGRESSING),
    TRANSITION_IN_PROGRESS("TransitionInProgress", State.PROGRESSING);

    /** The state of a service with that reason. */
    enum State {
        /** All desired replicas are available. */
        READY,
        /** In progress; nothing has failed. */
        PROGRESSING,
        /** Something failed; Kubernetes or the operator retries. */
        FAILING,
        /** Nothing is retried until someone changes something. */
        STALLED
    }

    private final String text;
    private final State state;

    Reason(String text, State state) {
        this.text = text;
        this.state = state;
    }

    /** Whether all desired replicas are available. */
    public boolean ready() {
        return state == State.READY;
    }

    /** Whether nothing is retried until someone changes something. */
    public boolean stalled() {
        return state == State.STALLED;
    }

    /** Whether something failed, so that the Event is a Warning. */
    public boolean warning() {
        return state == State.FAILING || state == State.STALLED;
    }

    /** The reason as written in conditions and Events. */
    @Override
    public String toString() {
        return text;
    }
}
