package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.embeddingops.api.schema.ListTypes;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Quantity;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The PersistentVolumeClaim that the operator makes for the downloaded model. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = ListTypes.class, input = "accessModes=atomic")
@RecordBuilder
public record CacheVolume(
        @JsonPropertyDescription(
                "Size of the volume, a quantity such as 20Gi. It can grow if the StorageClass allows"
                        + " it, and never shrinks. Default: 20Gi, or 1.2 times the model's size if that is more, once a download has measured it.")
        Quantity size,

        @Pattern(Patterns.DNS_NAME)
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("StorageClass of the volume, 1 to 253 characters. It cannot be changed later. Default:"
                + " the cluster's own.")
        String storageClassName,

        @Size(min = 1, max = 3)
        @JsonPropertyDescription("Access modes of the volume: ReadWriteOnce, ReadWriteMany or ReadWriteOncePod. They"
                + " cannot be changed later. If replicas run on several nodes, ReadWriteMany is necessary. Default"
                + " ReadWriteOnce.")
        List<CacheAccessMode> accessModes,

        @JsonPropertyDescription("Whether the volume stays when the service is deleted, for a later service of the same"
                + " name. false deletes it together with the service. Default true.")
        Boolean keep) {

    public static final CacheVolume EMPTY = CacheVolumeBuilder.builder().build();
}
