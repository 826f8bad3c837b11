package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;

/** GPUs of each replica. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RecordBuilder
public record GpuSpec(
        @Min(1)
        @Max(64)
        @JsonPropertyDescription("GPUs of each replica, 1 to 64, default 1. If greater than 1, the model is split over"
                + " them (--tensor-parallel-size).")
        Integer count,

        @Pattern(Patterns.EXTENDED_RESOURCE)
        @Size(max = 253)
        @JsonPropertyDescription("Extended resource of one GPU, as the node's device plugin names it (domain/name). A"
                + " taint with the same key and effect NoSchedule is tolerated. Default nvidia.com/gpu.")
        String resourceName) {

    public static final GpuSpec EMPTY = GpuSpecBuilder.builder().build();
}
