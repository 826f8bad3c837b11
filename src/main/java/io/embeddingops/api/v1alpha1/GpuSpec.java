package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;

/** GPUs or other accelerators of each replica. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RecordBuilder
public record GpuSpec(
        @Min(0)
        @Max(64)
        @JsonPropertyDescription("GPUs of each replica, 0 to 64, default 1. If greater than 1, the model is split over"
                + " them (--tensor-parallel-size). 0 requests no resource, for nodes whose container runtime"
                + " gives every pod the GPU.")
        Integer count,

        @JsonPropertyDescription("Who makes the GPUs: nvidia, amd, intel or ascend. Selects the image, the"
                + " resource, the taints that are tolerated, and flags such as --device. Default nvidia.")
        GpuVendor vendor,

        @Pattern(Patterns.EXTENDED_RESOURCE)
        @Size(max = 253)
        @JsonPropertyDescription(
                "Extended resource of one GPU, as the node's device plugin names it (domain/name), such"
                        + " as nvidia.com/mig-1g.5gb. Taints with the same key or the vendor's usual key, and effect"
                        + " NoSchedule, are tolerated. Default nvidia.com/gpu. With another vendor: amd.com/gpu,"
                        + " gpu.intel.com/xe or huawei.com/Ascend910. None with spec.server.resources.claims.")
        String resourceName) {

    public static final GpuSpec EMPTY = GpuSpecBuilder.builder().build();
}
