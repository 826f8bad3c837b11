package io.embeddingops.cli.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import okhttp3.Interceptor;

/**
 * How the API server's answers and watch events are read. Each version of an object of the kinds that the operator works
 * with is read once, and of it only what is looked at ({@link ReadLater}); Fabric8 makes a tree of each event before it
 * looks for the kind, which costs as much again. It would also load the classes of all kinds there are, a fifth of the
 * operator's start. Other kinds are left to it; they work by way of a second conversion.
 */
final class ClusterSerialization extends KubernetesSerialization {

    /** Status is among them since a watch that has expired is told so by one. */
    private static final List<Class<? extends KubernetesResource>> TYPES =
            List.of(Status.class, EmbeddingService.class, Deployment.class, Service.class, Pod.class, ConfigMap.class);

    private static final Map<ObjectHead.Kind, Class<? extends KubernetesResource>> KINDS = TYPES.stream()
            .collect(Collectors.toMap(
                    type -> new ObjectHead.Kind(HasMetadata.getApiVersion(type), HasMetadata.getKind(type)),
                    Function.identity()));

    /** Without what Fabric8 adds to find fields that are told twice, in a bean and besides: half of the work. */
    private static final JsonMapper WRITER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .defaultPropertyInclusion(JsonInclude.Value.construct(Include.NON_NULL, Include.ALWAYS))
            .build();

    private static final ObjectReader MAPS = WRITER.readerFor(Map.class);

    private final ObjectMapper mapper;
    private final Readers readers;
    private final RecentVersions recent = new RecentVersions();
    private final WatchLines lines = new WatchLines();

    private ClusterSerialization(ObjectMapper mapper, Readers readers) {
        super(mapper, false);
        this.mapper = mapper;
        this.readers = readers;
        TYPES.forEach(this::registerKubernetesResource);
    }

    static ClusterSerialization create() {
        var mapper = new ObjectMapper();
        var readers = new Readers(mapper);
        mapper.registerModule(new SimpleModule("embedding-operator").setDeserializerModifier(new ReadLater(readers)));
        return new ClusterSerialization(mapper, readers);
    }

    /** Makes its readers on a thread of its own: all of them take a tenth of a start, in which others wait for an answer. */
    void prepare() {
        var thread = new Thread(() -> TYPES.forEach(readers::of), "readers");
        thread.setDaemon(true);
        thread.start();
    }

    /** What brings the events of watches here, if the HTTP client has it. */
    Interceptor watchLines() {
        return lines;
    }

    /** Objects of the kinds above may be shared with other readers of the same version; {@link #clone} makes new ones. */
    @Override
    @SuppressWarnings("unchecked")
    public <T> T unmarshal(InputStream input, TypeReference<T> type) {
        try (input) {
            var json = lines.line(input.readAllBytes());
            if (json.length == 0 || json[0] != '{') {
                // YAML, or nothing
                return super.unmarshal(new ByteArrayInputStream(json), type);
            } else if (type.getType() == WatchEvent.class) {
                return (T) event(json);
            } else if (type.getType() instanceof Class<?> known && TYPES.contains(known)) {
                return (T) object(json, 0, head -> (Class<? extends KubernetesResource>) known);
            }
            return read(json, 0, type.getType());
        } catch (IOException e) {
            throw KubernetesClientException.launderThrowable(e);
        }
    }

    /** As if it had been written and read: whether a number is an int or a long must not depend on where it came from. */
    @Override
    public <T> T convertValue(Object value, Class<T> type) {
        if (type != Map.class) {
            return super.convertValue(value, type);
        }
        try (var buffer = new MapBuffer(WRITER, MAPS)) {
            WRITER.writeValue(buffer, value);
            return type.cast(buffer.map());
        } catch (IOException e) {
            throw KubernetesClientException.launderThrowable(e);
        }
    }

    @Override
    public <T> String asJson(T object) {
        try {
            return WRITER.writeValueAsString(object);
        } catch (IOException e) {
            throw KubernetesClientException.launderThrowable(e);
        }
    }

    private WatchEvent event(byte[] json) throws IOException {
        var event = new WatchEvent();
        var begin = -1;
        try (var parser = mapper.createParser(json)) {
            parser.nextToken();
            while ((event.getType() == null || begin < 0) && parser.nextToken() == JsonToken.FIELD_NAME) {
                var field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "type" -> event.setType(parser.getText());
                    case "object" -> {
                        begin = (int) parser.currentTokenLocation().getByteOffset();
                        if (event.getType() == null) {
                            parser.skipChildren();
                        }
                    }
                    default -> parser.skipChildren();
                }
            }
        }
        if (begin >= 0) {
            event.setObject(object(json, begin, ClusterSerialization::type));
        }
        return event;
    }

    private KubernetesResource object(
            byte[] json, int begin, Function<ObjectHead, Class<? extends KubernetesResource>> type) throws IOException {
        var head = head(json, begin);
        var known = head.version().flatMap(recent::take);
        if (known.isPresent()) {
            return known.get();
        }
        KubernetesResource object = read(json, begin, type.apply(head));
        if (object instanceof HasMetadata resource) {
            head.version().ifPresent(version -> recent.put(version, resource));
        }
        return object;
    }

    private ObjectHead head(byte[] json, int begin) throws IOException {
        try (var parser = mapper.createParser(json, begin, json.length - begin)) {
            parser.nextToken();
            return ObjectHead.read(parser);
        }
    }

    private <T> T read(byte[] json, int begin, Type type) throws IOException {
        return readers.of(type)
                .withAttribute(ReadLater.SOURCE, new RawJson.Source(json, begin))
                .readValue(json, begin, json.length - begin);
    }

    private static Class<? extends KubernetesResource> type(ObjectHead head) {
        return head.kind().<Class<? extends KubernetesResource>>map(KINDS::get).orElse(KubernetesResource.class);
    }
}
