package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;

/** A model directory on the node. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.path.matches('" + Patterns.DIRECTORY + "')",
        message = "spec.model.source.hostPath.path " + Messages.PATH,
        fieldPath = ".path")
@ValidationRule(
        value = "!self.path.matches('" + Patterns.DOTS + "')",
        message = "spec.model.source.hostPath.path " + Messages.DOTS,
        fieldPath = ".path")
@ValidationRule(
        value = "!self.path.matches('" + Patterns.ARCHIVE + "')",
        message = "spec.model.source.hostPath.path " + Messages.ARCHIVE,
        fieldPath = ".path")
@RecordBuilder
public record HostPathSource(
        @Required
        @Size(min = 1, max = 1024)
        @JsonPropertyDescription("Absolute path of the unpacked model directory. It must exist on every node that may"
                + " run the pod. 1 to 1024 characters.")
        String path) {

    public static final HostPathSource EMPTY = HostPathSourceBuilder.builder().build();
}
