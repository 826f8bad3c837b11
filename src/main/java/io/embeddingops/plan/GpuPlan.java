package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.GpuVendor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * GPUs of each replica.
 *
 * @param count GPUs of each replica; 0 for a GPU that no extended resource counts
 * @param resourceName extended resource of one GPU; empty if resource claims request the GPUs
 * @param vendor the vendor that the spec names
 * @param accelerator the vendor's row of the catalogue; empty if the catalogue has none
 * @param taints keys of the taints that the pods tolerate
 */
@RecordBuilder
public record GpuPlan(
        int count,
        Optional<String> resourceName,
        Optional<GpuVendor> vendor,
        Optional<Accelerator> accelerator,
        List<String> taints) {

    public GpuPlan {
        taints = List.copyOf(taints);
    }

    /** The extended resource of the container's limits; empty if there is none to request. */
    public Optional<String> limit() {
        return resourceName.filter(name -> count > 0);
    }

    /** Whether the spec may choose SGLang's device itself: the vendor is not named, and the resource is not NVIDIA's. */
    public boolean leavesDeviceOpen() {
        return vendor.isEmpty()
                && limit().flatMap(Accelerator::ofResource)
                        .filter(row -> row.vendor() == GpuVendor.NVIDIA)
                        .isEmpty();
    }
}
