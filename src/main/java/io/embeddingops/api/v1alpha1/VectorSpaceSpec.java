package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The vector space that the service must keep. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.minCosine) || self.minCosine >= 0.5",
        message = "spec.vectorSpace.minCosine " + Messages.MIN_COSINE,
        fieldPath = ".minCosine")
@RecordBuilder
public record VectorSpaceSpec(
        @Pattern(Patterns.VECTOR_SPACE)
        @JsonPropertyDescription("Id of the accepted vector space, such as vs-0123456789ab, as in status.vectorSpace."
                + " Set it to status.vectorSpace.candidate.id to accept new vectors. Default: the vector"
                + " space of the first verified pod.")
        String id,

        @Pattern(Patterns.DNS_NAME)
        @Size(min = 1, max = 253)
        @JsonPropertyDescription(
                "ConfigMap in the same namespace with reference vectors, such as a copy of the one that"
                        + " the operator keeps in staging. The service must then produce these vectors. 1 to 253"
                        + " characters.")
        String configMapName,

        @Min(0.5)
        @Max(1)
        @JsonPropertyDescription("Minimum cosine between a text's reference vector and its current vector to count as"
                + " the same, 0.5 to 1, default 0.99. Rounding on another device stays above 0.999.")
        Double minCosine,

        @JsonPropertyDescription("What happens to the running servers when a change of the spec changes the vectors."
                + " InPlace (default): they are replaced as with any other change. SideBySide: they keep serving, and"
                + " the new servers are started beside them, reachable at status.vectorSpace.candidate.url, until"
                + " spec.vectorSpace.id is set to status.vectorSpace.candidate.id. This needs the resources of both.")
        VectorSpaceTransition transition,

        @Min(0)
        @Max(604800)
        @JsonPropertyDescription("With transition SideBySide: seconds for which the old servers stay after the new"
                + " vectors were accepted, for going back. 0 to 604800, default 600.")
        Integer retainSeconds,

        @Min(1)
        @Max(10000)
        @JsonPropertyDescription(
                "With transition SideBySide: number of new servers until the Service moves to them, 1 to"
                        + " 10000, at most as many as the service has, which is the default.")
        Integer candidateReplicas) {

    public static final VectorSpaceSpec EMPTY = VectorSpaceSpecBuilder.builder().build();
}
