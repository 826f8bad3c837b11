package io.embeddingops.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.kinds.Kinds;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * Fabric8's serialization, which knows the kinds of the table instead of searching the class path for all of Kubernetes';
 * that search takes a fifth of a start.
 */
public final class ClusterSerialization {

    private ClusterSerialization() {}

    /** A serialization of its own; objects of kinds that it does not know become generic resources. */
    public static KubernetesSerialization create(Kinds kinds) {
        var mapper = new ObjectMapper()
                .addMixIn(ManagedFieldsEntry.class, SharedFieldSets.OfEntry.class)
                .addMixIn(ConfigMap.class, SharedTexts.OfConfigMap.class);
        var serialization = new KubernetesSerialization(mapper, false);
        kinds.types().forEach(serialization::registerKubernetesResource);
        serialization.registerKubernetesResource(EmbeddingService.class);
        // an expired watch ends with one
        serialization.registerKubernetesResource(Status.class);
        return serialization;
    }
}
