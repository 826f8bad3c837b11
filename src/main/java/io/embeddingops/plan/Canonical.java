package io.embeddingops.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Copies of Kubernetes' own types in the form the API server stores them. Inside atomic lists and structs the server's
 * defaults count as ours, so a value without them would look changed, and be applied again, on every pass.
 */
final class Canonical {

    static final JsonMapper MAPPER = JsonMapper.builder().build();

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
        }
        node.forEach(Canonical::fill);
    }

    private static void fillMissing(JsonNode parent, String field, String child, JsonNode value) {
        if (parent.get(field) instanceof ObjectNode object && !object.has(child)) {
            object.set(child, value);
        }
    }
}
