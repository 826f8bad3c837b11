package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.embeddingops.api.schema.ListTypes;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The model being served. All but the name and the download is what the verified servers of the
 * current spec report. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@SchemaCustomizer(value = ListTypes.class, input = "modules=atomic")
@RecordBuilder
public record ModelStatus(
        @JsonPropertyDescription("Model name that clients send as `model`.")
        String servedName,

        @JsonPropertyDescription("Architecture of the model that the verified servers have loaded, such as BertModel.")
        String architecture,

        @JsonPropertyDescription("How the servers make one vector of the vectors of a text's tokens: cls, mean, max,"
                + " last_token, mean_sqrt_len, weighted_mean, or several joined by '+'.")
        String pooling,

        @JsonPropertyDescription("The model's modules in their order, such as Transformer, Pooling(mean), Normalize.")
        List<String> modules,

        @JsonPropertyDescription("Size of the model's vectors.")
        Integer dimensions,

        @JsonPropertyDescription("Longest text, in tokens.") Integer maxInputTokens,

        @JsonPropertyDescription("Data type that the model runs in, such as float32.")
        String dtype,

        @JsonPropertyDescription(
                "Digest of the model's weights, such as sha256:... Absent until the servers have computed it.")
        String weightsDigest,

        @JsonPropertyDescription("Identifies everything that determines the vectors. Responses contain it in the header"
                + " x-embedding-fingerprint, so that clients can store it with their vectors.")
        String fingerprint,

        @JsonPropertyDescription("Version of SGLang.") String sglangVersion,

        @JsonPropertyDescription("Version of the operator's SGLang plugin; absent if the servers run without it.")
        String pluginVersion,

        @JsonPropertyDescription("What was downloaded, such as hf://Qwen/Qwen3-Embedding-0.6B@main or"
                + " s3://models/qwen3-embedding; absent if spec.model.source needs no download.")
        String source,

        @JsonPropertyDescription(
                "Revision that the first download resolved the source to: a commit, or for a bucket the"
                        + " digest of its listing. Later downloads of the service use it.")
        String revision,

        @JsonPropertyDescription("Revision that the source refers to now, if it is another one. It is not used: to"
                + " follow it, set it as spec.model.source.huggingFace.revision, or use a new prefix of the bucket.")
        String newerRevision,

        @JsonPropertyDescription("Size of the model's files in bytes, once a download has measured it.")
        Long size,

        @JsonPropertyDescription("Digest of names, sizes and digests of the downloaded files, such as sha256:...")
        String digest) {

    public static final ModelStatus EMPTY = ModelStatusBuilder.builder().build();

    public ModelStatus {
        modules = modules == null ? null : List.copyOf(modules);
    }
}
