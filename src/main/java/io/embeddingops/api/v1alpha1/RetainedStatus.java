package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The servers that served before the vectors in use were accepted. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@RecordBuilder
public record RetainedStatus(
        @JsonPropertyDescription("Id of their vector space. To go back, set spec.vectorSpace.id to it.")
        String id,

        @JsonPropertyDescription("Name of their Deployment.")
        String deployment,

        @JsonPropertyDescription("When they are removed, RFC 3339.")
        String until,

        @JsonPropertyDescription("Their model.") ModelStatus model) {

    public static final RetainedStatus EMPTY = RetainedStatusBuilder.builder().build();
}
