package io.embeddingops.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Finds duplicate keys in keyed lists, which JSON Schema cannot express. */
final class ListMapKeys {

    private ListMapKeys() {}

    static List<SchemaError> duplicates(JsonNode schema, JsonNode document) {
        var errors = new ArrayList<SchemaError>();
        collect(schema, document, FieldPath.ROOT, errors);
        return errors;
    }

    private static void collect(JsonNode schema, JsonNode value, String path, List<SchemaError> errors) {
        if (value.isObject()) {
            value.properties()
                    .forEach(field -> collect(
                            schema.path("properties").path(field.getKey()),
                            field.getValue(),
                            FieldPath.field(path, field.getKey()),
                            errors));
        } else if (value.isArray()) {
            if (schema.path("x-kubernetes-list-type").asText().equals("map")) {
                compare(schema.path("x-kubernetes-list-map-keys"), value, path, errors);
            }
            for (var i = 0; i < value.size(); i++) {
                collect(schema.path("items"), value.get(i), FieldPath.item(path, i), errors);
            }
        }
    }

    private static void compare(JsonNode keyNames, JsonNode items, String path, List<SchemaError> errors) {
        var firstWithKey = new HashMap<List<JsonNode>, Integer>();
        for (var i = 0; i < items.size(); i++) {
            var key = new ArrayList<JsonNode>();
            for (var name : keyNames) {
                key.add(items.get(i).path(name.asText()));
            }
            if (key.stream().anyMatch(JsonNode::isMissingNode)) {
                continue;
            }
            var first = firstWithKey.putIfAbsent(key, i);
            if (first != null) {
                var lastName = keyNames.get(keyNames.size() - 1).asText();
                errors.add(new SchemaError(
                        FieldPath.field(FieldPath.item(path, i), lastName),
                        key.get(key.size() - 1) + " is already the " + lastName + " of " + FieldPath.item(path, first)
                                + ": keep one of them"));
            }
        }
    }
}
