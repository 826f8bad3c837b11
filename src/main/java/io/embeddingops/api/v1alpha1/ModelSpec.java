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

/** The model: where it is, what clients call it, what it may be asked for. */
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
        @JsonPropertyDescription(
                "Absolute path of the model's unpacked directory (config.json, weights, tokenizer) inside the"
                        + " container, given to SGLang as --model-path. Never an archive. 1 to 1024 characters.")
        String path,

        @Size(min = 1, max = 253)
        @JsonPropertyDescription("The name clients put in `model` of a request (--served-model-name). No ':'. 1 to 253"
                + " characters. Default: the last segment of path.")
        String servedName,

        @JsonPropertyDescription("How the directory comes to be at path. Absent: the image holds it.")
        ModelSource source,

        @Size(max = 64)
        @JsonPropertyDescription(
                "Output sizes clients may ask for with `dimensions` (Matryoshka), each 1 to 65536, at most 64 of"
                        + " them, no duplicates. Absent: only the model's own size is served. The model must support it.")
        List<@Min(1) @Max(65536) Integer> dimensions,

        @Min(1)
        @Max(1048576)
        @JsonPropertyDescription(
                "Longest input in tokens (--context-length), 1 to 1048576. Longer inputs are refused. Default:"
                        + " what the model's config.json says.")
        Integer contextLength) {

    /** All fields absent. */
    public static final ModelSpec EMPTY = ModelSpecBuilder.builder().build();
}
