package io.embeddingops.reconciler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The fields that a field manager owns, as in {@code managedFields}: {@code f:name} for a field, {@code k:{...}} for an item of
 * a list with keys, {@code v:...} for an item of a set. A field without content is owned as a whole.
 */
final class OwnedFields {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String FIELD = "f:";
    private static final String KEY = "k:";
    private static final String VALUE = "v:";

    private OwnedFields() {}

    /** Whether all fields of the value are owned. A change by another manager takes a field away. */
    static boolean include(JsonNode owned, JsonNode value) {
        if (owned.isEmpty()) {
            return owned.isObject();
        } else if (value.isObject()) {
            return value.properties().stream()
                    .allMatch(field -> isNothing(field.getValue())
                            || include(owned.path(FIELD + field.getKey()), field.getValue()));
        } else if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false).allMatch(item -> includesItem(owned, item));
        }
        return true;
    }

    /** Null and the empty list are not sent, or own nothing. */
    private static boolean isNothing(JsonNode value) {
        return value.isNull() || value.isArray() && value.isEmpty();
    }

    private static boolean includesItem(JsonNode owned, JsonNode item) {
        return owned.properties().stream()
                .anyMatch(entry -> identifies(entry, item) && include(entry.getValue(), item));
    }

    private static boolean identifies(Map.Entry<String, JsonNode> entry, JsonNode item) {
        if (entry.getKey().startsWith(VALUE)) {
            return json(entry.getKey().substring(VALUE.length())).equals(item);
        }
        return entry.getKey().startsWith(KEY)
                && json(entry.getKey().substring(KEY.length())).properties().stream()
                        .allMatch(key -> item.path(key.getKey()).isMissingNode()
                                || item.path(key.getKey())
                                        .asText()
                                        .equals(key.getValue().asText()));
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MAPPER.missingNode();
        }
    }
}
