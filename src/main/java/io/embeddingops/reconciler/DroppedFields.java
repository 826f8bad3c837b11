package io.embeddingops.reconciler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.embeddingops.api.v1alpha1.EmbeddingServiceSpec;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Fields of a spec that the API server accepts and does not store in the Deployment, because the feature is switched off or
 * this version of Kubernetes lacks it.
 */
final class DroppedFields {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final List<String> KEYS = List.of("name", "mountPath");
    private static final String CONTAINERS = "containers";
    private static final String SERVER = "server";
    private static final String POD = "pod";

    private final List<String> found = new ArrayList<>();

    private DroppedFields() {}

    /** A warning for each field that the Deployment's pods lack. */
    static List<String> warnings(EmbeddingServiceSpec spec, PodSpec wanted, PodSpec actual) {
        var fields = new DroppedFields();
        var given = MAPPER.<JsonNode>valueToTree(spec);
        var wantedPod = MAPPER.<JsonNode>valueToTree(wanted);
        var actualPod = MAPPER.<JsonNode>valueToTree(actual);
        fields.compareGiven("spec." + POD, given.path(POD), wantedPod, actualPod);
        fields.compareGiven("spec." + SERVER, given.path(SERVER), server(wantedPod), server(actualPod));
        return fields.found.stream()
                .map(field -> field + " is not supported by this cluster and was dropped: remove it, or enable the"
                        + " feature in the API server and edit the service")
                .toList();
    }

    private static JsonNode server(JsonNode pod) {
        return StreamSupport.stream(pod.path(CONTAINERS).spliterator(), false)
                .filter(container -> container.path("name").asText().equals(SERVER))
                .findFirst()
                .orElse(MAPPER.missingNode());
    }

    /** Compares only what the user gave; items have other places in the Deployment. */
    private void compareGiven(String path, JsonNode given, JsonNode wanted, JsonNode actual) {
        given.properties().forEach(field -> {
            var all = wanted.path(field.getKey());
            var left = actual.path(field.getKey());
            var child = path + "." + field.getKey();
            if (!field.getValue().isArray()) {
                compare(child, all, left);
                return;
            }
            for (var i = 0; i < field.getValue().size(); i++) {
                var item = child + "[" + i + "]";
                place(field.getValue().get(i), all).ifPresent(at -> compare(item, all.get(at), same(all, at, left)));
            }
        });
    }

    private void compare(String path, JsonNode wanted, JsonNode actual) {
        if (isZero(wanted)) {
            return;
        } else if (actual.isMissingNode() || actual.isNull()) {
            found.add(path);
        } else if (wanted.isObject()) {
            wanted.properties()
                    .forEach(field ->
                            compare(path + "." + field.getKey(), field.getValue(), actual.path(field.getKey())));
        } else if (wanted.isArray()) {
            IntStream.range(0, wanted.size())
                    .forEach(i -> compare(path + "[" + i + "]", wanted.get(i), same(wanted, i, actual)));
        }
    }

    /** Where the user's item is in the wanted list. */
    private static Optional<Integer> place(JsonNode given, JsonNode wanted) {
        return IntStream.range(0, wanted.size())
                .filter(i -> isSame(given, wanted.get(i)))
                .boxed()
                .findFirst();
    }

    /** The stored item for an item of the wanted list, which a webhook may have added to. */
    private static JsonNode same(JsonNode wanted, int index, JsonNode actual) {
        if (wanted.size() == actual.size()) {
            return actual.get(index);
        }
        return StreamSupport.stream(actual.spliterator(), false)
                .filter(item -> isSame(wanted.get(index), item))
                .findFirst()
                .orElse(wanted.get(index));
    }

    private static boolean isSame(JsonNode one, JsonNode other) {
        return one.equals(other)
                || KEYS.stream().anyMatch(key -> one.has(key) && one.path(key).equals(other.path(key)));
    }

    /** Values that the API server may leave out without a loss. */
    private static boolean isZero(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || value.isTextual() && value.asText().isEmpty()
                || value.isBoolean() && !value.asBoolean()
                || value.isNumber() && value.doubleValue() == 0
                || value.isContainerNode()
                        && StreamSupport.stream(value.spliterator(), false).allMatch(DroppedFields::isZero);
    }
}
