package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.Condition;
import java.util.Arrays;

/** Reasons of the condition FallbackReady, and of the Events about its changes. */
public enum FallbackReason {
    STANDBY("FallbackStandby", Condition.TRUE),
    STOPPED("FallbackStopped", Condition.TRUE),
    SERVING("FallbackServing", Condition.TRUE),
    STARTING("FallbackStarting", Condition.UNKNOWN),
    NOT_VERIFIED("FallbackNotVerified", Condition.UNKNOWN),
    VECTORS_DIFFER("FallbackVectorsDiffer", Condition.FALSE),
    FAILING("FallbackFailing", Condition.FALSE);

    private final String text;
    private final String status;

    FallbackReason(String text, String status) {
        this.text = text;
        this.status = status;
    }

    /** Whether an Event with that reason is a Warning. */
    static boolean isWarning(String reason) {
        return Arrays.stream(values()).anyMatch(known -> known.toString().equals(reason) && known.warning());
    }

    /** The condition's status: True, False or Unknown. */
    public String status() {
        return status;
    }

    /** Whether the Event is a Warning: something failed, or no other server of the service is available. */
    public boolean warning() {
        return Condition.FALSE.equals(status) || this == SERVING;
    }

    /** The reason as written in the condition. */
    @Override
    public String toString() {
        return text;
    }
}
