package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The volume mounted at {@code spec.model.path}; exactly one field is set. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.persistentVolumeClaim), has(self.hostPath)].filter(x, x).size() == 1",
        message = "spec.model.source " + Messages.ONE_SOURCE)
@RecordBuilder
public record ModelSource(
        @JsonPropertyDescription("A PersistentVolumeClaim in the same namespace, mounted read-only at spec.model.path.")
        PersistentVolumeClaimSource persistentVolumeClaim,

        @JsonPropertyDescription("A directory of the node, mounted read-only at spec.model.path. It must be under a"
                + " prefix listed in the operator's --allowed-host-paths, which is empty by default.")
        HostPathSource hostPath) {

    public static final ModelSource EMPTY = ModelSourceBuilder.builder().build();
}
