package io.embeddingops.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The managedFields entry of an applied object. List items with names are keyed by name. */
public final class ManagedFields {

    private ManagedFields() {}

    /** The entry of an object that the operator applied. */
    public static ObjectNode of(ObjectNode applied) {
        var entry = Json.object()
                .put("manager", "embedding-operator")
                .put("operation", "Apply")
                .put("apiVersion", applied.path("apiVersion").asText())
                .put("fieldsType", "FieldsV1");
        entry.set("fieldsV1", fields(withoutIdentity(applied)));
        return entry;
    }

    /** Without the fields that identify the object, which have no manager. */
    private static ObjectNode withoutIdentity(ObjectNode object) {
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
