package io.embeddingops.cli.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the API server's answers and watch events are read. Of the kinds that the operator works with, an object is read as
 * it comes, since the API server writes its kind first, and each version is read once; Fabric8 makes a tree of each
 * event before it looks for the kind, which costs as much again. It would also load the classes of all kinds there
 * are, a fifth of the operator's start. Other kinds are left to it; they work by way of a second conversion.
 */
final class ClusterSerialization extends KubernetesSerialization {

    /** Status is among them since a watch that has expired is told so by one. */
    private static final List<Class<? extends KubernetesResource>> TYPES =
            List.of(Status.class, EmbeddingService.class, Deployment.class, Service.class, Pod.class, ConfigMap.class);

    private static final Map<ObjectHead.Kind, Class<? extends KubernetesResource>> KINDS = TYPES.stream()
            .collect(Collectors.toMap(
                    type -> new ObjectHead.Kind(HasMetadata.getApiVersion(type), HasMetadata.getKind(type)),
                    Function.identity()));

    private final ObjectMapper mapper;
    private final Map<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();
    private final RecentVersions recent = new RecentVersions();

    private ClusterSerialization(ObjectMapper mapper) {
        super(mapper, false);
        this.mapper = mapper;
        TYPES.forEach(this::registerKubernetesResource);
    }

    static ClusterSerialization create() {
        var mapper = new ObjectMapper();
        mapper.registerModule(
                new SimpleModule("embedding-operator").addDeserializer(FieldsV1.class, new FieldSetReader()));
        return new ClusterSerialization(mapper);
    }

    /** Objects of the kinds above may be shared with other readers of the same version; {@link #clone} makes new ones. */
    @Override
    @SuppressWarnings("unchecked")
    public <T> T unmarshal(InputStream input, TypeReference<T> type) {
        if (!(type.getType() instanceof Class<?> known) || known != WatchEvent.class && !TYPES.contains(known)) {
            return super.unmarshal(input, type);
        }
        try {
            if (!isObject(input)) {
                return super.unmarshal(input, type);
            }
            try (var json = mapper.createParser(input)) {
                json.nextToken();
                return (T)
                        (known == WatchEvent.class
                                ? event(json)
                                : object(json, head -> (Class<? extends KubernetesResource>) known));
            }
        } catch (IOException e) {
            throw KubernetesClientException.launderThrowable(e);
        }
    }

    /** Not YAML, and not nothing. */
    private static boolean isObject(InputStream input) throws IOException {
        if (!input.markSupported()) {
            return false;
        }
        input.mark(1);
        var first = input.read();
        input.reset();
        return first == '{';
    }

    private WatchEvent event(JsonParser json) throws IOException {
        var event = new WatchEvent();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var field = json.currentName();
            json.nextToken();
            switch (field) {
                case "type" -> event.setType(json.getText());
                case "object" -> {
                    if (event.getType() != null) {
                        event.setObject(object(json, ClusterSerialization::type));
                        return event;
                    }
                    event.setObject(reader(KubernetesResource.class).readValue(json));
                }
                default -> json.skipChildren();
            }
        }
        return event;
    }

    /** Leaves the parser where it happens to be, since what is known need not be read to its end. */
    private KubernetesResource object(JsonParser json, Function<ObjectHead, Class<? extends KubernetesResource>> type)
            throws IOException {
        var head = ObjectHead.read(json, mapper);
        var known = head.version().flatMap(recent::take);
        if (known.isPresent()) {
            return known.get();
        }
        KubernetesResource object = reader(type.apply(head)).readValue(head.all());
        if (object instanceof HasMetadata resource) {
            head.version().ifPresent(version -> recent.put(version, resource));
        }
        return object;
    }

    private static Class<? extends KubernetesResource> type(ObjectHead head) {
        return head.kind().<Class<? extends KubernetesResource>>map(KINDS::get).orElse(KubernetesResource.class);
    }

    private ObjectReader reader(Class<?> type) {
        return readers.computeIfAbsent(type, mapper::readerFor);
    }
}
