package io.embeddingops.plan;

import io.fabric8.kubernetes.api.model.IntOrString;

/** How pods are replaced. The two are never both 0. */
public record RolloutPlan(IntOrString maxSurge, IntOrString maxUnavailable) {

    /** Pods that may be unavailable. A percentage is rounded down, as in the Deployment controller. */
    public int maxUnavailable(int replicas) {
        return new PodCount(maxUnavailable).roundedDown(replicas);
    }
}
