package io.embeddingops.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * For every field of a structural schema a value in which this field is empty, false or zero, or a quantity in an odd form,
 * and all that it needs is set.
 */
final class ZeroValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> ODD_QUANTITIES = List.of("0", "1024Mi", "0.50", "1e3", "0.1Ki", "+1");

    /** What an object needs, by the name of its field, or by the names of its parent and its own. */
    private final Map<String, ObjectNode> needed;

    ZeroValues(Map<String, ObjectNode> needed) {
        this.needed = needed;
    }

    /** The values by the path of the field. */
    Map<String, JsonNode> of(String field, JsonNode schema) {
        var values = new LinkedHashMap<String, JsonNode>();
        add(values, field, List.of(field), schema);
        return values;
    }

    private void add(Map<String, JsonNode> values, String path, List<String> names, JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            values.put(path, NODES.numberNode(0));
            ODD_QUANTITIES.forEach(odd -> values.put(path + "=" + odd, NODES.textNode(odd)));
            return;
        }
        switch (schema.path("type").asText()) {
            case "string" -> values.put(path, NODES.textNode(""));
            case "boolean" -> values.put(path, NODES.booleanNode(false));
            case "integer", "number" -> values.put(path, NODES.numberNode(0));
            case "array" -> addList(values, path, names, schema);
            default -> addObject(values, path, names, schema);
        }
    }

    private void addList(Map<String, JsonNode> values, String path, List<String> names, JsonNode schema) {
        values.put(path + "[]", NODES.arrayNode());
        var items = new LinkedHashMap<String, JsonNode>();
        add(items, path, names, schema.path("items"));
        items.forEach(
                (item, value) -> values.putIfAbsent(item, NODES.arrayNode().add(value)));
    }

    private void addObject(Map<String, JsonNode> values, String path, List<String> names, JsonNode schema) {
        var base = base(names);
        values.put(path + "{}", base.deepCopy());
        if (schema.path("additionalProperties").isObject()) {
            var entries = new LinkedHashMap<String, JsonNode>();
            add(entries, path + ".key", with(names, "key"), schema.path("additionalProperties"));
            entries.forEach(
                    (entry, value) -> values.put(entry, NODES.objectNode().set("cpu", value)));
        }
        for (var property : schema.path("properties").properties()) {
            var below = new LinkedHashMap<String, JsonNode>();
            add(below, path + "." + property.getKey(), with(names, property.getKey()), property.getValue());
            below.forEach((name, value) -> values.put(name, base.deepCopy().set(property.getKey(), value)));
        }
    }

    private ObjectNode base(List<String> names) {
        var last = names.get(names.size() - 1);
        var both = names.size() == 1 ? last : names.get(names.size() - 2) + "." + last;
        return needed.getOrDefault(both, needed.getOrDefault(last, NODES.objectNode()));
    }

    private static List<String> with(List<String> names, String name) {
        var all = new ArrayList<>(names);
        all.add(name);
        return List.copyOf(all);
    }
}
