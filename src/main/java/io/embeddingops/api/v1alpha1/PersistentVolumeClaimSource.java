package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;

/** A model directory on a PersistentVolumeClaim. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.subPath) || !self.subPath.startsWith('/') && !self.subPath.matches('" + Patterns.PARENT
                + "')",
        message = "spec.model.source.persistentVolumeClaim.subPath " + Messages.SUB_PATH,
        fieldPath = ".subPath")
@RecordBuilder
public record PersistentVolumeClaimSource(
        @Required
        @Pattern(Patterns.DNS_NAME)
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Name of the PersistentVolumeClaim, 1 to 253 characters. If replicas run on several"
                + " nodes, its access mode must be ReadOnlyMany or ReadWriteMany.")
        String claimName,

        @Size(min = 1, max = 1024)
        @JsonPropertyDescription(
                "Directory of the model inside the volume. Relative, without '..'. Default: the root of"
                        + " the volume.")
        String subPath) {

    public static final PersistentVolumeClaimSource EMPTY =
            PersistentVolumeClaimSourceBuilder.builder().build();
}
