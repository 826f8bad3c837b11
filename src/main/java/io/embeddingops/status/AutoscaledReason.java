package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.Condition;
import java.util.Arrays;

/** Reasons of the condition Autoscaled, and of the Events about its changes. */
public enum AutoscaledReason {
    SCALING_ACTIVE("ScalingActive", Condition.TRUE),
    AUTOSCALER_PENDING("AutoscalerPending", Condition.UNKNOWN),
    WAITING_FOR_SERVERS("WaitingForServers", Condition.UNKNOWN),
    SCALING_DISABLED("ScalingDisabled", Condition.FALSE),
    METRICS_MISSING("MetricsMissing", Condition.FALSE),
    KIND_NOT_INSTALLED("KindNotInstalled", Condition.FALSE),
    PROMETHEUS_NOT_CONFIGURED("PrometheusNotConfigured", Condition.FALSE),
    REPLICAS_CONFLICT("ReplicasConflict", Condition.FALSE),
    SCALING_FAILED("ScalingFailed", Condition.FALSE);

    private final String text;
    private final String status;

    AutoscaledReason(String text, String status) {
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

    /** Whether something failed, so that the Event is a Warning. Someone has switched the autoscaler off on purpose. */
    public boolean warning() {
        return Condition.FALSE.equals(status) && this != SCALING_DISABLED;
    }

    /** The reason as written in the condition. */
    @Override
    public String toString() {
        return text;
    }
}
