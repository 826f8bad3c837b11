package io.embeddingops.cli.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/**
 * What a watch's events are read into. Fabric8 would otherwise load the classes of all kinds there are, which takes a
 * fifth of the operator's start. Other kinds still work, by way of a second conversion; only Status must be here, since
 * a watch that has expired is told so by one.
 */
final class KnownKinds {

    private static final List<Class<? extends KubernetesResource>> TYPES =
            List.of(Status.class, EmbeddingService.class, Deployment.class, Service.class, Pod.class, ConfigMap.class);

    private KnownKinds() {}

    static KubernetesSerialization serialization() {
        var mapper = new ObjectMapper();
        mapper.registerModule(new SimpleModule("embedding-operator")
                .addDeserializer(WatchEvent.class, new WatchEventReader(TYPES.stream()))
                .addDeserializer(FieldsV1.class, new FieldSetReader()));
        var serialization = new KubernetesSerialization(mapper, false);
        TYPES.forEach(serialization::registerKubernetesResource);
        return serialization;
    }
}
