package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.embeddingops.api.schema.ListTypes;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/** The model: its directory, its name for clients, and what clients may request. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = ListTypes.class, input = "dimensions=set")
@ValidationRule(
        value = "has(self.path) || has(self.source) && (has(self.source.image) || has(self.source.huggingFace) ||"
                + " has(self.source.s3))",
        message = "spec.model.path " + Messages.PATH_REQUIRED,
        fieldPath = ".path")
@ValidationRule(
        value = "!has(self.cache) || has(self.source) && (has(self.source.huggingFace) || has(self.source.s3))",
        message = "spec.model.cache " + Messages.CACHE_SOURCE,
        fieldPath = ".cache")
@ValidationRule(
        value = "!has(self.path) || self.path.matches('" + Patterns.DIRECTORY + "')",
        message = "spec.model.path " + Messages.PATH,
        fieldPath = ".path")
@ValidationRule(
        value = "!has(self.path) || !self.path.matches('" + Patterns.DOTS + "')",
        message = "spec.model.path " + Messages.DOTS,
        fieldPath = ".path")
@ValidationRule(
        value = "!has(self.path) || !self.path.matches('" + Patterns.ARCHIVE + "')",
        message = "spec.model.path " + Messages.ARCHIVE,
        fieldPath = ".path")
@ValidationRule(
        value = "!has(self.servedName) || self.servedName.matches('" + Patterns.SERVED_NAME + "')",
        message = "spec.model.servedName " + Messages.SERVED_NAME,
        fieldPath = ".servedName")
@ValidationRule(
        value = "!has(self.prompts) || self.prompts.all(name, name.size() >= 1 && name.size() <= 64)",
        message = "spec.model.prompts " + Messages.PROMPT_NAME,
        fieldPath = ".prompts")
@RecordBuilder
public record ModelSpec(
        @Size(min = 1, max = 1024)
        @JsonPropertyDescription("Absolute path of the model's unpacked directory (config.json, weights, tokenizer)"
                + " inside the container, passed to SGLang as --model-path. Must not be an archive. 1 to"
                + " 1024 characters. Default with source.image, source.huggingFace and source.s3: /models/ and the"
                + " last segment of the repository or URI. Required otherwise.")
        String path,

        @Size(min = 1, max = 253)
        @JsonPropertyDescription(
                "Model name that clients send as `model` (--served-model-name). Must not contain ':'. 1"
                        + " to 253 characters. Default: the last segment of path.")
        String servedName,

        @JsonPropertyDescription(
                "Where the model directory comes from; exactly one field. Absent: the server's image" + " contains it.")
        ModelSource source,

        @JsonPropertyDescription(
                "Where the model is kept that source.huggingFace or source.s3 downloads; at most one field. Absent: the"
                        + " disk of each pod, so that a new pod downloads the model again.")
        ModelCache cache,

        @Size(max = 64)
        @JsonPropertyDescription(
                "Vector sizes that clients may request with `dimensions` (Matryoshka), each 1 to 65536,"
                        + " at most 64, no duplicates. The model must support them. Absent: only the model's own"
                        + " size is served.")
        List<@Min(1) @Max(65536) Integer> dimensions,

        @Min(1)
        @Max(1048576)
        @JsonPropertyDescription("Maximum input length in tokens (--context-length), 1 to 1048576. Longer inputs are"
                + " refused. Default: the value in the model's config.json.")
        Integer contextLength,

        @JsonPropertyDescription(
                "How the vectors of a text's tokens become the vector of the text. FromModel (default):"
                        + " as modules.json and 1_Pooling/config.json in the model directory say; without these files as"
                        + " SGLang does. Engine: as SGLang does, whatever these files say. Cls, Mean, LastToken, Max,"
                        + " MeanSqrtLen and WeightedMean: that pooling. A change changes all vectors.")
        Pooling pooling,

        @Size(max = 32)
        @JsonPropertyDescription(
                "Prefixes of a text that clients select by name with `prompt_name`. `{instruction}` in a"
                        + " prefix is replaced by the request's `instruction`. They override the model's own prompts of the"
                        + " same name. At most 32; names have 1 to 64 characters, texts at most 4096. Default: only the"
                        + " prompts of the model.")
        Map<String, @Size(max = 4096) String> prompts,

        @JsonPropertyDescription("What happens to a text with more tokens than the model takes. Refuse (default): the"
                + " request fails with status 400. Truncate: the rest of the text is ignored.")
        LongInput longInput,

        @JsonPropertyDescription(
                "Data type of weights and activations (--dtype): auto, half, float16, bfloat16, float or"
                        + " float32. auto: float16 for models in float32 or float16, bfloat16 for models in bfloat16. Default:"
                        + " float32 on cpu, auto on gpu. A change changes the vectors slightly.")
        DataType dtype) {

    public static final ModelSpec EMPTY = ModelSpecBuilder.builder().build();
}
