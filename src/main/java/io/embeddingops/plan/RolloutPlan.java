package io.embeddingops.plan;

import io.fabric8.kubernetes.api.model.IntOrString;

/** How a change replaces pods; never both 0. */
public record RolloutPlan(IntOrString maxSurge, IntOrString maxUnavailable) {

    /** Pods that may be missing out of so many: a percentage is rounded down, as the Deployment controller does. */
    public int maxUnavailable(int replicas) {
        var text = maxUnavailable.getStrVal();
        return text == null
                ? maxUnavailable.getIntVal()
                : replicas * Integer.parseInt(text.substring(0, text.length() - 1)) / 100;
    }
}
