package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.FallbackMode;
import io.embeddingops.api.v1alpha1.FallbackSpec;

/** Applies the defaults of spec.fallback. */
final class FallbackDefaults {

    static final int REPLICAS = 1;
    static final int AFTER_SECONDS = 30;

    private FallbackDefaults() {}

    static FallbackPlan apply(FallbackSpec spec) {
        return new FallbackPlan(
                spec.replicas() == null ? REPLICAS : spec.replicas(),
                spec.mode() == FallbackMode.ON_DEMAND,
                spec.afterSeconds() == null ? AFTER_SECONDS : spec.afterSeconds());
    }
}
