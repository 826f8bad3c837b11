package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Where the model directory at {@code spec.model.path} comes from; exactly one field is set. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.image), has(self.huggingFace), has(self.s3), has(self.persistentVolumeClaim),"
                + " has(self.hostPath)].filter(x, x).size() == 1",
        message = "spec.model.source " + Messages.ONE_SOURCE)
@RecordBuilder
public record ModelSource(
        @JsonPropertyDescription(
                "An OCI image with the model's files, mounted read-only at spec.model.path. Requires Kubernetes 1.35, or"
                        + " the feature gate ImageVolume and the operator's --image-volumes=true.")
        ImageSource image,

        @JsonPropertyDescription("A repository of the Hugging Face Hub or of a mirror. An init container downloads it"
                + " to spec.model.cache; the server mounts it read-only at spec.model.path and needs no network.")
        HuggingFaceSource huggingFace,

        @JsonPropertyDescription("Objects of an S3 bucket. An init container downloads them to spec.model.cache; the"
                + " server mounts them read-only at spec.model.path and needs no network.")
        S3Source s3,

        @JsonPropertyDescription("A PersistentVolumeClaim in the same namespace, mounted read-only at spec.model.path.")
        PersistentVolumeClaimSource persistentVolumeClaim,

        @JsonPropertyDescription("A directory of the node, mounted read-only at spec.model.path. It must be under a"
                + " prefix listed in the operator's --allowed-host-paths, which is empty by default.")
        HostPathSource hostPath) {

    public static final ModelSource EMPTY = ModelSourceBuilder.builder().build();
}
