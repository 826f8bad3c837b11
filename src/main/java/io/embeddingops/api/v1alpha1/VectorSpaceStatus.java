package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The vector space that the service must keep. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@RecordBuilder
public record VectorSpaceStatus(
        @JsonPropertyDescription("Id of the vector space in use, derived from the vectors of the verification texts.")
        String id,

        @JsonPropertyDescription("Length of each vector.") Integer dimensions,

        @JsonPropertyDescription("Since when this vector space is in use, RFC 3339.")
        String since,

        @JsonPropertyDescription("Different vectors that a pod of the current spec returns. To accept them, set"
                + " spec.vectorSpace.id to this id.")
        CandidateStatus candidate,

        @JsonPropertyDescription("The servers that served before, for going back.")
        RetainedStatus retained) {

    public static final VectorSpaceStatus EMPTY =
            VectorSpaceStatusBuilder.builder().build();
}
