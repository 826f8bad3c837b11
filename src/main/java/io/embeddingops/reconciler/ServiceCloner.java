package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.api.config.Cloner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Copies a cached service without a trip through JSON: spec and status are records that nobody changes, and what could
 * not be read of a spec would be lost on the way.
 */
final class ServiceCloner implements Cloner {

    private final Cloner others;

    ServiceCloner(Cloner others) {
        this.others = others;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R extends HasMetadata> R clone(R resource) {
        if (resource instanceof EmbeddingService service) {
            var copy = new EmbeddingService();
            copy.setMetadata(copy(service.getMetadata()));
            copy.setSpec(service.getSpec());
            copy.setStatus(service.getStatus());
            return (R) copy;
        }
        return others.clone(resource);
    }

    /** Without the sets of managed fields, which are most of it, and which nobody reads of a service. */
    private static ObjectMeta copy(ObjectMeta metadata) {
        var copy = new ObjectMeta();
        copy.setName(metadata.getName());
        copy.setNamespace(metadata.getNamespace());
        copy.setGenerateName(metadata.getGenerateName());
        copy.setUid(metadata.getUid());
        copy.setResourceVersion(metadata.getResourceVersion());
        copy.setGeneration(metadata.getGeneration());
        copy.setCreationTimestamp(metadata.getCreationTimestamp());
        copy.setDeletionTimestamp(metadata.getDeletionTimestamp());
        copy.setDeletionGracePeriodSeconds(metadata.getDeletionGracePeriodSeconds());
        copy.setFinalizers(new ArrayList<>(metadata.getFinalizers()));
        copy.setLabels(map(metadata.getLabels()));
        copy.setAnnotations(map(metadata.getAnnotations()));
        copy.setOwnerReferences(new ArrayList<>(metadata.getOwnerReferences()));
        return copy;
    }

    private static Map<String, String> map(Map<String, String> entries) {
        return entries == null ? null : new LinkedHashMap<>(entries);
    }
}
