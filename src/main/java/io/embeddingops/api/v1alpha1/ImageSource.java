package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;

/** A model directory in an OCI image or artifact. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.reference.matches('" + Patterns.IMAGE + "')",
        message = "spec.model.source.image.reference " + Messages.IMAGE,
        fieldPath = ".reference")
@ValidationRule(
        value = "!has(self.subPath) || !self.subPath.startsWith('/') && !self.subPath.matches('" + Patterns.PARENT
                + "')",
        message = "spec.model.source.image.subPath " + Messages.SUB_PATH,
        fieldPath = ".subPath")
@RecordBuilder
public record ImageSource(
        @Required
        @Size(min = 1, max = 512)
        @JsonPropertyDescription("Image reference, such as registry.example.com/models/qwen3@sha256:... Use a digest: a"
                + " tag can move to another model. Its repository must be allowed by the operator's"
                + " --allowed-image-prefixes; spec.pod.imagePullSecrets apply. 1 to 512 characters.")
        String reference,

        @JsonPropertyDescription("When the image is pulled: Always, IfNotPresent or Never. Default: that of Kubernetes"
                + " (Always for the tag latest, otherwise IfNotPresent).")
        ImagePullPolicy pullPolicy,

        @Size(min = 1, max = 1024)
        @JsonPropertyDescription(
                "Directory of the model inside the image. Relative, without '..'. Default: the root" + " of the image.")
        String subPath) {

    public static final ImageSource EMPTY = ImageSourceBuilder.builder().build();
}
