package io.embeddingops.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.kinds.Kinds;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The objects of the training API server, of the kinds in the table. Each list of EmbeddingServices adds new ones, so a
 * restarted operator finds both services that it has served and new ones.
 */
final class TrainingObjects {

    private static final String NAMESPACE = "training";
    private static final String PRIMARY = "embeddingservices";
    private static final String SERVICE = """
            {"apiVersion": "embeddingops.io/v1alpha1", "kind": "EmbeddingService",
             "metadata": {"name": "%1$s", "namespace": "%2$s", "uid": "of-embeddingservices-%1$s", "generation": 1,
                          "creationTimestamp": "%3$s"},
             "spec": {"replicas": 2, "model": {"path": "/models/Qwen3-Embedding-0.6B", "source": {"persistentVolumeClaim": {"claimName": "models"}}}}}
            """;

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Stream.concat(
                    Kinds.all().types().stream(), Stream.of(EmbeddingService.class, Event.class))
            .collect(Collectors.toMap(HasMetadata::getPlural, type -> type));

    private final int atOnce;
    private final Runnable whenServed;
    private final Map<String, Map<String, ObjectNode>> byPlural = new HashMap<>();
    private final Map<String, List<Consumer<ObjectNode>>> watches = new HashMap<>();
    private long version;
    private int served;

    /**
     * Creates an empty store.
     *
     * @param atOnce how many EmbeddingServices each list adds
     * @param whenServed runs each time all of them have a status
     */
    TrainingObjects(int atOnce, Runnable whenServed) {
        this.atOnce = atOnce;
        this.whenServed = whenServed;
    }

    /** Whether there is a kind of that plural name. */
    static boolean hasKind(String plural) {
        return TYPES.containsKey(plural);
    }

    /** The list of all objects of a kind. */
    ObjectNode list(String plural) {
        if (plural.equals(PRIMARY)) {
            var there = of(plural).size();
            IntStream.range(there, there + atOnce).forEach(this::addService);
        }
        var type = TYPES.get(plural);
        var list = Json.object()
                .put("apiVersion", HasMetadata.getApiVersion(type))
                .put("kind", HasMetadata.getKind(type) + "List");
        list.putObject("metadata").put("resourceVersion", Long.toString(version));
        list.putArray("items").addAll(of(plural).values());
        return list;
    }

    /** Sends events for objects newer than that version, and for all later changes. */
    void watch(String plural, long since, Consumer<ObjectNode> watch) {
        watches.computeIfAbsent(plural, key -> new ArrayList<>()).add(watch);
        of(plural).values().stream()
                .filter(object -> object.at("/metadata/resourceVersion").asLong() > since)
                .forEach(object -> watch.accept(event("ADDED", object)));
    }

    /** Stores the object and returns it as the API server would. */
    ObjectNode apply(String plural, ObjectNode applied, boolean ofStatus) {
        var name = applied.at("/metadata/name").asText();
        var old = of(plural).get(name);
        var first = ofStatus && !old.has("status");
        var object = ofStatus ? old.deepCopy() : applied.deepCopy();
        if (ofStatus) {
            object.set("status", applied.get("status"));
        }
        var metadata = (ObjectNode) object.get("metadata");
        metadata.put("uid", "of-%s-%s".formatted(plural, name)).put("generation", 1);
        metadata.put("creationTimestamp", now());
        metadata.putArray("managedFields").add(ManagedFields.of(applied));
        put(plural, name, object);
        notifyWatches(plural, event(old == null ? "ADDED" : "MODIFIED", object));
        if (first && ++served == of(PRIMARY).size()) {
            whenServed.run();
        }
        return object;
    }

    private void addService(int number) {
        var name = "service-" + number;
        put(PRIMARY, name, Json.read(SERVICE.formatted(name, NAMESPACE, now()).getBytes()));
    }

    private void put(String plural, String name, ObjectNode object) {
        ((ObjectNode) object.get("metadata")).put("resourceVersion", Long.toString(++version));
        of(plural).put(name, object);
    }

    private void notifyWatches(String plural, ObjectNode event) {
        watches.getOrDefault(plural, List.of()).forEach(watch -> watch.accept(event));
    }

    private static ObjectNode event(String type, JsonNode object) {
        return Json.object().put("type", type).set("object", object);
    }

    private Map<String, ObjectNode> of(String plural) {
        return byPlural.computeIfAbsent(plural, key -> new LinkedHashMap<>());
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
