package io.embeddingops.plan.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Item;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A value of the spec with its field path, for messages.
 *
 * @param field such as {@code spec.pod.volumes[2].configMap}
 * @param json the value; missing if the spec does not have it
 */
record Value(String field, JsonNode json) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");
    private static final int MAX_SHOWN = 80;

    static Value of(String field, Object value) {
        return new Value(field, MAPPER.valueToTree(value));
    }

    /** The value of that field or key. */
    Value at(String name) {
        return new Value(
                PLAIN.matcher(name).matches() ? field + "." + name : field + "[" + name + "]", json.path(name));
    }

    /** The items of a list. */
    Stream<Value> items() {
        return json.isArray()
                ? Item.<JsonNode>of(field, json).map(item -> new Value(item.field(), item.value()))
                : Stream.empty();
    }

    /** The keys of a map, sorted. */
    List<String> keys() {
        return json.properties().stream().map(Map.Entry::getKey).sorted().toList();
    }

    /** The values of a map, sorted by key. */
    Stream<Value> entries() {
        return keys().stream().map(this::at);
    }

    boolean isGiven() {
        return !json.isMissingNode() && !json.isNull();
    }

    /** Whether the API server treats it as absent; an empty object is not, because it may select a kind of volume. */
    boolean isEmpty() {
        return !isGiven() || json.isTextual() && text().isEmpty() || json.isArray() && json.isEmpty();
    }

    String text() {
        return json.asText();
    }

    /** An error about the field. */
    FieldError error(String message) {
        return new FieldError(field, message);
    }

    /** An error that shows the value. */
    FieldError wrong(String message) {
        var shown = json.toString();
        return error((shown.length() > MAX_SHOWN ? shown.substring(0, MAX_SHOWN) + "…" : shown) + " " + message);
    }
}
