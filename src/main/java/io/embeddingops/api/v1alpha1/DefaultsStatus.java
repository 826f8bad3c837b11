package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.soabase.recordbuilder.core.RecordBuilder;

/** What of a service's pods came from the operator's defaults when they were made; also kept on the Deployment. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@RecordBuilder
public record DefaultsStatus(
        @JsonPropertyDescription("The device they are for.") Device device,

        @JsonPropertyDescription("The image; absent if spec.server.image names one.")
        String image,

        @JsonPropertyDescription("How the image starts SGLang: sglang or python.")
        String launcher,

        @JsonPropertyDescription("Version of the pod template that the operator makes.")
        Integer template) {

    /** All fields absent. */
    public static final DefaultsStatus EMPTY = DefaultsStatusBuilder.builder().build();
}
