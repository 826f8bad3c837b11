package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.config.Cloner;

/** Copies objects by way of JSON, and with them what could not be read of a spec, which JSON does not hold. */
record ServiceCloner(KubernetesSerialization serialization) implements Cloner {

    @Override
    public <T extends HasMetadata> T clone(T object) {
        var copy = serialization.clone(object);
        if (copy instanceof EmbeddingService to && object instanceof EmbeddingService from && from.getSpec() != null) {
            to.setSpec(to.getSpec().withProblems(from.getSpec().problems()));
        }
        return copy;
    }
}
