package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Where a downloaded model is kept; at most one field is set. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.persistentVolumeClaim), has(self.volume), has(self.sizeLimit)].filter(x, x).size() <= 1",
        message = "spec.model.cache " + Messages.ONE_CACHE)
@RecordBuilder
public record ModelCache(
        @JsonPropertyDescription("An existing PersistentVolumeClaim in the same namespace. Several services can share"
                + " it: a model that it already contains is not downloaded again.")
        CacheClaim persistentVolumeClaim,

        @JsonPropertyDescription("A PersistentVolumeClaim that the operator makes, called like the service with the"
                + " suffix -model-cache.")
        CacheVolume volume,

        @JsonPropertyDescription("Maximum size of the pod's own disk for the model, a quantity such as 10Gi. Kubernetes"
                + " evicts a pod that exceeds it. Default: no limit but the node's disk.")
        Quantity sizeLimit) {

    public static final ModelCache EMPTY = ModelCacheBuilder.builder().build();
}
