package io.embeddingops.plan;

import io.fabric8.kubernetes.api.model.IntOrString;

/** How pods are replaced. The two are never both 0. */
public record RolloutPlan(IntOrString maxSurge, IntOrString maxUnavailable) {

    /** Pods that may be unavailable. A percentage is rounded down, as in the Deployment controller. */
    public int maxUnavailable(int replicas) {
        var text = maxUnavailable.getStrVal();
        return text == null
                ? maxUnavailable.getIntVal()
                : replicas * Integer.parseInt(text.substring(0, text.length() - 1)) / 100;
    }
}
