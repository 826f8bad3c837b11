package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.GpuVendor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row of the catalogue: what a vendor's GPUs or other accelerators need.
 *
 * @param vendor the vendor
 * @param domain domain of the extended resources that the vendor's device plugin offers
 * @param resourceName the extended resource of a whole device
 * @param taints keys of the taints that nodes with these devices usually have
 * @param flags flags that SGLang needs, with their values
 */
public record Accelerator(
        GpuVendor vendor, String domain, String resourceName, List<String> taints, Map<String, String> flags) {

    private static final List<Accelerator> CATALOGUE = List.of(
            new Accelerator(GpuVendor.NVIDIA, "nvidia.com", "nvidia.com/gpu", List.of("nvidia.com/gpu"), Map.of()),
            new Accelerator(GpuVendor.AMD, "amd.com", "amd.com/gpu", List.of("amd.com/gpu"), Map.of()),
            new Accelerator(
                    GpuVendor.INTEL,
                    "gpu.intel.com",
                    "gpu.intel.com/xe",
                    List.of("gpu.intel.com/xe", "gpu.intel.com/i915"),
                    Map.of("--device", "xpu")),
            new Accelerator(
                    GpuVendor.ASCEND,
                    "huawei.com",
                    "huawei.com/Ascend910",
                    List.of("huawei.com/Ascend910"),
                    Map.of("--attention-backend", "ascend", "--device", "npu")));

    public Accelerator {
        taints = List.copyOf(taints);
        flags = Sorted.copyOf(flags);
    }

    /** The vendor's row. */
    public static Accelerator of(GpuVendor vendor) {
        return CATALOGUE.stream()
                .filter(row -> row.vendor == vendor)
                .findFirst()
                .orElseThrow();
    }

    /** The row of the vendor that offers that extended resource; empty for other vendors. */
    public static Optional<Accelerator> ofResource(String resourceName) {
        return CATALOGUE.stream()
                .filter(row -> resourceName.startsWith(row.domain + "/"))
                .findFirst();
    }
}
