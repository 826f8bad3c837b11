package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.EmbeddingService;

/** The plan of a spec that may break rules, to see what an API server says to it. */
public final class UncheckedPlan {

    private UncheckedPlan() {}

    public static Plan of(EmbeddingService service, Policy policy) {
        return Defaults.apply(
                service,
                OperatorDefaults.of(
                        policy, Defaults.device(service.getSpec()), GpuDefaults.otherVendor(service.getSpec())),
                policy);
    }
}
