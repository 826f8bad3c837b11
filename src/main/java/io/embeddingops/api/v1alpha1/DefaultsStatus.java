package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The operator's defaults that a service's pods were created with; also recorded on the Deployment. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@RecordBuilder
public record DefaultsStatus(
        @JsonPropertyDescription("Device that the defaults apply to.")
        Device device,

        @JsonPropertyDescription("Vendor of the GPUs that the defaults apply to; absent for nvidia.")
        GpuVendor vendor,

        @JsonPropertyDescription("Default image; absent if spec.server.image is set.")
        String image,

        @JsonPropertyDescription("Program in the image that starts SGLang: sglang or python.")
        String launcher,

        @JsonPropertyDescription("Version of the operator's pod template.")
        Integer template,

        @JsonPropertyDescription("Image of the init container that downloads the model; absent if spec.model.source"
                + " needs no download.")
        String fetchImage,

        @JsonPropertyDescription("Default endpoint of the Hugging Face Hub; absent if the spec sets one or needs none.")
        String huggingFaceEndpoint,

        @JsonPropertyDescription("Default endpoint of the S3 service; absent if the spec sets one or needs none.")
        String s3Endpoint,

        @JsonPropertyDescription(
                "Default proxy of the download, or none; absent if the spec sets one or needs no download.")
        String modelProxy) {

    public static final DefaultsStatus EMPTY = DefaultsStatusBuilder.builder().build();
}
