package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.embeddingops.api.schema.ListTypes;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The model: its directory, its name for clients, and what clients may request. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = ListTypes.class, input = "dimensions=set")
@ValidationRule(
        value = "self.path.matches('" + Patterns.DIRECTORY + "')",
        message = "spec.model.path " + Messages.PATH,
        fieldPath = ".path")
@ValidationRule(
        value = "!self.path.matches('" + Patterns.DOTS + "')",
        message = "spec.model.path " + Messages.DOTS,
        fieldPath = ".path")
@ValidationRule(
        value = "!self.path.matches('" + Patterns.ARCHIVE + "')",
        message = "spec.model.path " + Messages.ARCHIVE,
        fieldPath = ".path")
@ValidationRule(
        value = "!has(self.servedName) || self.servedName.matches('" + Patterns.SERVED_NAME + "')",
        message = "spec.model.servedName " + Messages.SERVED_NAME,
        fieldPath = ".servedName")
@RecordBuilder
public record ModelSpec(
        @Required
        @Size(min = 1, max = 1024)
        @JsonPropertyDescription("Absolute path of the model's unpacked directory (config.json, weights, tokenizer)"
                + " inside the container, passed to SGLang as --model-path. Must not be an archive. 1 to"
                + " 1024 characters.")
        String path,

        @Size(min = 1, max = 253)
        @JsonPropertyDescription(
                "Model name that clients send as `model` (--served-model-name). Must not contain ':'. 1"
                        + " to 253 characters. Default: the last segment of path.")
        String servedName,

        @JsonPropertyDescription("Where the model directory is mounted from. Absent: the image contains it.")
        ModelSource source,

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
        Integer contextLength) {

    public static final ModelSpec EMPTY = ModelSpecBuilder.builder().build();
}
