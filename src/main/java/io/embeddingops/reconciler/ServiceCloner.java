package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.config.Cloner;

/**
 * Copies a cached service. Its spec and status are immutable records and are shared; a copy through JSON would lose the
 * problems that were found while the spec was read.
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
            copy.setMetadata(new ObjectMetaBuilder(service.getMetadata()).build());
            copy.setSpec(service.getSpec());
            copy.setStatus(service.getStatus());
            return (R) copy;
        }
        return others.clone(resource);
    }
}
