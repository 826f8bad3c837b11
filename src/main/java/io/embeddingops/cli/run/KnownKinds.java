package io.embeddingops.cli.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * What a watch's events are read into. Fabric8 would otherwise load the classes of all kinds there are, which takes a
 * fifth of the operator's start. Other kinds still work, by way of a second conversion; only Status must be here, since
 * a watch that has expired is told so by one.
 */
final class KnownKinds {

    private KnownKinds() {}

    static KubernetesSerialization serialization() {
        var serialization = new KubernetesSerialization(new ObjectMapper(), false);
        serialization.registerKubernetesResource(Status.class);
        serialization.registerKubernetesResource(EmbeddingService.class);
        serialization.registerKubernetesResource(Deployment.class);
        serialization.registerKubernetesResource(Service.class);
        serialization.registerKubernetesResource(Pod.class);
        return serialization;
    }
}
