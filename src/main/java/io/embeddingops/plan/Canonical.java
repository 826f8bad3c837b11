package io.embeddingops.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Set;

/**
 * Copies values of Kubernetes' own types into the form in which the API server stores them. The API server adds
 * defaults inside atomic lists and structs, and rewrites quantities; a value in another form would look changed and be
 * applied again on every pass.
 */
final class Canonical {

    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final Set<String> QUANTITIES = Set.of("sizeLimit", "divisor");
    private static final Set<String> QUANTITY_MAPS = Set.of("limits", "requests");

    private Canonical() {}

    static <T> List<T> list(List<T> values, Class<T> type) {
        return values == null
                ? List.of()
                : values.stream().map(value -> of(value, type)).toList();
    }

    static <T> T of(T value, Class<T> type) {
        JsonNode tree = MAPPER.valueToTree(value);
        fill(tree);
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a " + type.getSimpleName() + " that was read cannot be copied", e);
        }
    }

    private static void fill(JsonNode node) {
        if (node.isObject()) {
            fillMissing(node, "fieldRef", "apiVersion", MAPPER.getNodeFactory().textNode("v1"));
            fillMissing(
                    node, "resourceFieldRef", "divisor", MAPPER.getNodeFactory().textNode("0"));
            fillMissing(
                    node,
                    "serviceAccountToken",
                    "expirationSeconds",
                    MAPPER.getNodeFactory().numberNode(3600));
            fillQuantities((ObjectNode) node);
        }
        node.forEach(Canonical::fill);
    }

    private static void fillQuantities(ObjectNode node) {
        node.properties().forEach(field -> {
            if (QUANTITIES.contains(field.getKey()) && field.getValue().isTextual()) {
                field.setValue(quantity(field.getValue()));
            } else if (QUANTITY_MAPS.contains(field.getKey())
                    && field.getValue().isObject()) {
                field.getValue().properties().forEach(entry -> entry.setValue(quantity(entry.getValue())));
            }
        });
    }

    private static JsonNode quantity(JsonNode given) {
        var canonical = CanonicalQuantity.of(new Quantity(given.asText()));
        return MAPPER.getNodeFactory().textNode(canonical.toString());
    }

    private static void fillMissing(JsonNode parent, String field, String child, JsonNode value) {
        if (parent.get(field) instanceof ObjectNode object && !object.has(child)) {
            object.set(child, value);
        }
    }
}
