package io.embeddingops.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import io.embeddingops.api.v1alpha1.Messages;
import io.embeddingops.api.v1alpha1.Patterns;
import io.embeddingops.text.NearestName;
import io.embeddingops.text.OrList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns the messages of the JSON Schema validator into errors that name the value and the remedy. */
final class ErrorMessages {

    private static final int MAX_VALUE_LENGTH = 80;

    /** What a pattern means, in words. */
    private static final Map<String, String> PATTERNS = Map.of(
            Patterns.DNS_NAME, Messages.DNS_NAME,
            Patterns.DNS_LABEL, Messages.DNS_LABEL,
            Patterns.EXTENDED_RESOURCE, Messages.EXTENDED_RESOURCE,
            Patterns.QUANTITY, Messages.QUANTITY);

    private final JsonNode root;

    /** For messages of a validator with that schema. */
    ErrorMessages(JsonNode root) {
        this.root = root;
    }

    SchemaError of(ValidationMessage message) {
        var path = FieldPath.of(message.getInstanceLocation());
        return switch (message.getType()) {
            case "required" -> new SchemaError(FieldPath.field(path, message.getProperty()), "is required");
            case "additionalProperties" ->
                new SchemaError(FieldPath.field(path, message.getProperty()), unknown(message));
            default -> new SchemaError(path, wrongValue(message));
        };
    }

    private String unknown(ValidationMessage message) {
        var known = names(schema(message).path("properties"));
        return "unknown field"
                + NearestName.of(message.getProperty(), known)
                        .map(name -> ", did you mean " + name + "?")
                        .orElse(known.isEmpty() ? "" : "; known fields: " + String.join(", ", known));
    }

    private String wrongValue(ValidationMessage message) {
        var value = message.getInstanceNode();
        var schema = schema(message);
        return switch (message.getType()) {
            case "type" -> shown(value) + " " + wrongType(schema.path("type"), value);
            case "enum" -> shown(value) + " must be " + OrList.of(texts(schema.path("enum")));
            case "minimum", "maximum" -> shown(value) + " must be " + range(schema, "minimum", "maximum");
            case "minLength", "maxLength" ->
                "must have " + span(schema, "minLength", "maxLength") + " characters, not "
                        + value.asText().codePointCount(0, value.asText().length());
            case "maxItems" -> "must have " + span(schema, "minItems", "maxItems") + " items, not " + value.size();
            case "maxProperties" ->
                "must have " + span(schema, "minProperties", "maxProperties") + " entries, not " + value.size();
            case "uniqueItems" -> "contains " + repeated(value) + " more than once: keep one of each";
            case "pattern" ->
                shown(value) + " "
                        + PATTERNS.getOrDefault(
                                schema.path("pattern").asText(),
                                "must match " + schema.path("pattern").asText());
            default -> message.getMessage();
        };
    }

    private static String wrongType(JsonNode expected, JsonNode value) {
        var types = expected.isArray() ? texts(expected) : List.of(expected.asText());
        var quoted = types.contains("string") && (value.isNumber() || value.isBoolean() && types.size() == 1)
                ? ": write it in quotes, \"" + value.asText() + "\""
                : "";
        return "must be " + OrList.of(types.stream().map(ErrorMessages::article).toList()) + quoted;
    }

    private static String article(String type) {
        return switch (type) {
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "an object";
            default -> "a " + type;
        };
    }

    private static String range(JsonNode schema, String min, String max) {
        return (schema.has(min) && schema.has(max) ? "from " : "") + span(schema, min, max);
    }

    private static String span(JsonNode schema, String min, String max) {
        if (!schema.has(max)) {
            return "at least " + number(schema.path(min));
        }
        return schema.has(min)
                ? number(schema.path(min)) + " to " + number(schema.path(max))
                : "at most " + number(schema.path(max));
    }

    private static String number(JsonNode bound) {
        return bound.decimalValue().stripTrailingZeros().toPlainString();
    }

    private static String repeated(JsonNode items) {
        var seen = new HashSet<JsonNode>();
        return Stream.iterate(0, i -> i < items.size(), i -> i + 1)
                .map(items::get)
                .filter(item -> !seen.add(item))
                .distinct()
                .map(ErrorMessages::shown)
                .collect(Collectors.joining(", "));
    }

    private static String shown(JsonNode value) {
        var text = value.toString();
        return text.length() > MAX_VALUE_LENGTH ? text.substring(0, MAX_VALUE_LENGTH) + "…" : text;
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private JsonNode schema(ValidationMessage message) {
        var location = message.getInstanceLocation();
        var schema = root;
        for (var i = 0; i < location.getNameCount(); i++) {
            var name = location.getName(i);
            schema = schema.has("items")
                    ? schema.get("items")
                    : schema.path("properties").path(name).isMissingNode()
                            ? schema.path("additionalProperties")
                            : schema.path("properties").path(name);
        }
        return schema;
    }
}
