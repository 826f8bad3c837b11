package io.embeddingops.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Removes null fields from a document, because the API server treats them as absent. */
final class Nulls {

    private Nulls() {}

    static JsonNode removed(JsonNode document) {
        JsonNode copy = document.deepCopy();
        remove(copy);
        return copy;
    }

    private static void remove(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getValue().isNull());
        }
        node.forEach(Nulls::remove);
    }
}
