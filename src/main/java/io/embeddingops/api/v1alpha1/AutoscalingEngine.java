package io.embeddingops.api.v1alpha1;

/** What sets the number of servers. */
public enum AutoscalingEngine {
    /** A HorizontalPodAutoscaler of the operator, by CPU. */
    HPA,
    /** A ScaledObject of KEDA, by the share of time in which the engine is busy. */
    KEDA
}
