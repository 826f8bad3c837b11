package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Which vectors the service is held to. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RecordBuilder
public record VectorSpaceSpec(
        @Pattern(Patterns.VECTOR_SPACE)
        @JsonPropertyDescription(
                "The accepted vector space, such as vs-0123456789ab, as in status.vectorSpace. Setting it to"
                        + " status.vectorSpace.candidate.id accepts new vectors. Default: that of the first verified pod.")
        String id,

        @Size(min = 1, max = 253)
        @JsonPropertyDescription(
                "ConfigMap in the same namespace with vectors captured elsewhere, such as a copy of the"
                        + " one that the operator keeps in staging. The service is then held to them. 1 to 253 characters.")
        String configMapName,

        @Min(0.5)
        @Max(1)
        @JsonPropertyDescription(
                "Smallest cosine between a text's vector now and then that still counts as the same, 0.5"
                        + " to 1, default 0.99. Rounding on another device stays above 0.999.")
        Double minCosine) {

    /** All fields absent. */
    public static final VectorSpaceSpec EMPTY = VectorSpaceSpecBuilder.builder().build();
}
