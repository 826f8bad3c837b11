package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The vectors that the service is held to. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@RecordBuilder
public record VectorSpaceStatus(
        @JsonPropertyDescription(
                "Identifies the vector space in use; made from the vectors of the verification's texts.")
        String id,

        @JsonPropertyDescription("Numbers in each vector.") Integer dimensions,

        @JsonPropertyDescription("Since when this space is in use, RFC 3339.")
        String since,

        @JsonPropertyDescription("Other vectors that a pod of the current spec gives. They are accepted by setting"
                + " spec.vectorSpace.id to this id.")
        CandidateStatus candidate) {

    /** All fields absent. */
    public static final VectorSpaceStatus EMPTY =
            VectorSpaceStatusBuilder.builder().build();
}
