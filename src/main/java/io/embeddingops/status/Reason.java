package io.embeddingops.status;

/** Why a service is as it is; the words that conditions and Events use. */
public enum Reason {
    READY("Ready", State.READY),
    REPLICAS_AVAILABLE("ReplicasAvailable", State.READY),
    SCALED_TO_ZERO("ScaledToZero", State.READY),
    INVALID_SPEC("InvalidSpec", State.STALLED),
    NAME_CONFLICT("NameConflict", State.STALLED),
    KIND_NOT_INSTALLED("KindNotInstalled", State.TROUBLED),
    APPLY_FAILED("ApplyFailed", State.TROUBLED),
    POD_CREATION_FAILED("PodCreationFailed", State.TROUBLED),
    INSUFFICIENT_RESOURCES("InsufficientResources", State.TROUBLED),
    UNSCHEDULED("Unscheduled", State.TROUBLED),
    IMAGE_PULL_FAILED("ImagePullFailed", State.TROUBLED),
    CONTAINER_CREATION_FAILED("ContainerCreationFailed", State.TROUBLED),
    VOLUME_MOUNT_FAILED("VolumeMountFailed", State.TROUBLED),
    OUT_OF_MEMORY("OutOfMemory", State.TROUBLED),
    STARTUP_TIMEOUT("StartupTimeout", State.TROUBLED),
    MODEL_LOAD_FAILED("ModelLoadFailed", State.TROUBLED),
    SERVER_CRASHED("ServerCrashed", State.TROUBLED),
    UNHEALTHY("Unhealthy", State.TROUBLED),
    NOT_VERIFIED("NotVerified", State.TROUBLED),
    VERIFYING("Verifying", State.PROGRESSING),
    LOADING_MODEL("LoadingModel", State.PROGRESSING),
    POD_STARTING("PodStarting", State.PROGRESSING),
    ROLLOUT_IN_PROGRESS("RolloutInProgress", State.PROGRESSING),
    REPLICAS_UNAVAILABLE("ReplicasUnavailable", State.PROGRESSING);

    /** How a service with that reason fares. */
    enum State {
        /** All that is wanted is there. */
        READY,
        /** On the way, nothing wrong. */
        PROGRESSING,
        /** Something is wrong; Kubernetes or the operator keeps trying. */
        TROUBLED,
        /** Nothing happens until somebody changes something. */
        STALLED
    }

    private final String text;
    private final State state;

    Reason(String text, State state) {
        this.text = text;
        this.state = state;
    }

    /** Whether all that is wanted is there. */
    public boolean ready() {
        return state == State.READY;
    }

    /** Whether nothing will happen until somebody changes something. */
    public boolean stalled() {
        return state == State.STALLED;
    }

    /** Whether something is wrong, so that its Event is a warning. */
    public boolean warning() {
        return state == State.TROUBLED || state == State.STALLED;
    }

    /** The word as it stands in conditions and Events. */
    @Override
    public String toString() {
        return text;
    }
}
