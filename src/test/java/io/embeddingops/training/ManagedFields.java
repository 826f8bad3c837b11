package io.embeddingops.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What managedFields says of an object that was applied; lists have keys if their items have names. */
public final class ManagedFields {

    private ManagedFields() {}

    /** Of an object that the operator applied. */
    public static ObjectNode of(ObjectNode applied) {
        var entry = Json.object()
                .put("manager", "embedding-operator")
                .put("operation", "Apply")
                .put("apiVersion", applied.path("apiVersion").asText())
                .put("fieldsType", "FieldsV1");
        entry.set("fieldsV1", fields(withoutItsName(applied)));
        return entry;
    }

    /** Without what names the object, which nobody manages. */
    private static ObjectNode withoutItsName(ObjectNode object) {
        var rest = object.deepCopy();
        rest.remove(List.of("apiVersion", "kind"));
        ((ObjectNode) rest.get("metadata")).retain("labels", "annotations", "ownerReferences");
        return rest;
    }

    private static ObjectNode fields(JsonNode value) {
        var fields = Json.object();
        if (value.isObject()) {
            value.properties().forEach(field -> fields.set("f:" + field.getKey(), fields(field.getValue())));
        } else if (value.isArray() && value.path(0).has("name")) {
            value.forEach(item -> fields.set("k:{\"name\":" + item.get("name") + "}", fields(item)));
        }
        return fields;
    }
}
