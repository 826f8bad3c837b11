package io.embeddingops.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Converts Kubernetes' structural schema to plain JSON Schema with the same meaning, except that a field which the API
 * server would silently drop is an error.
 */
final class StrictSchema {

    private static final List<String> KUBERNETES_ONLY = List.of("description", "default", "nullable");

    private StrictSchema() {}

    static JsonNode of(JsonNode structural) {
        ObjectNode root = structural.deepCopy();
        tighten(root);
        var properties = root.withObjectProperty("properties");
        properties.putObject("apiVersion").put("type", "string");
        properties.putObject("kind").put("type", "string");
        var metadata = properties.putObject("metadata").put("type", "object");
        metadata.putArray("required").add("name");
        var metadataFields = metadata.putObject("properties");
        metadataFields.putObject("name").put("type", "string");
        metadataFields.putObject("namespace").put("type", "string");
        root.putArray("required").add("apiVersion").add("kind").add("metadata").add("spec");
        return root;
    }

    private static void tighten(ObjectNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            schema.remove("anyOf");
            schema.putArray("type").add("integer").add("string");
        }
        if (schema.path("x-kubernetes-list-type").asText().equals("set")) {
            schema.put("uniqueItems", true);
        }
        if (schema.path("type").asText().equals("object")
                && !schema.has("additionalProperties")
                && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            schema.put("additionalProperties", false);
        }
        schema.remove(KUBERNETES_ONLY);
        schema.properties().removeIf(keyword -> keyword.getKey().startsWith("x-kubernetes-"));
        schema.path("properties").forEach(StrictSchema::tightenIfSchema);
        tightenIfSchema(schema.path("items"));
        tightenIfSchema(schema.path("additionalProperties"));
    }

    private static void tightenIfSchema(JsonNode node) {
        if (node instanceof ObjectNode schema) {
            tighten(schema);
        }
    }
}
