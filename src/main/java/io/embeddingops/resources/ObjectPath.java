package io.embeddingops.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path in an object. Validation names list items by index ({@code env[6]}), server-side apply by their keys
 * ({@code env[name="A"]}); here all are indexes.
 *
 * @param text such as {@code spec.template.spec.containers[0].env[6]}
 * @param node what is there; missing if nothing is
 * @param exists whether all list items of the path exist; fields that are not set count as existing
 */
record ObjectPath(String text, JsonNode node, boolean exists) {

    private static final Pattern STEP =
            Pattern.compile("\\.?([^.\\[]+)|\\[((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\\]\"])*)\\]");
    private static final Pattern KEY = Pattern.compile("([\\w-]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^,]*))");
    private static final int UNKNOWN = -1;

    static ObjectPath of(String field, JsonNode object) {
        var text = new StringBuilder();
        var node = object;
        var exists = true;
        var steps = STEP.matcher(field);
        while (steps.find()) {
            if (steps.group(1) != null) {
                text.append(text.isEmpty() ? "" : ".").append(steps.group(1));
                node = node.path(steps.group(1));
            } else if (node.isArray()) {
                var index = index(steps.group(2), node);
                exists &= index != UNKNOWN && index < node.size();
                text.append('[')
                        .append(index == UNKNOWN ? steps.group(2) : index)
                        .append(']');
                node = index == UNKNOWN ? MissingNode.getInstance() : node.path(index);
            } else {
                // a key of a map, or an item of a list that the object does not have
                exists &= node.isObject() || !isIndex(steps.group(2));
                text.append('[').append(steps.group(2)).append(']');
                node = node.path(steps.group(2));
            }
        }
        return new ObjectPath(text.toString(), node, exists);
    }

    /** Whether this is that field or below it. */
    boolean isUnder(String field) {
        return text.equals(field) || text.startsWith(field + ".") || text.startsWith(field + "[");
    }

    /** What follows that field. */
    String after(String field) {
        return text.substring(field.length());
    }

    /** The index of the item of that list. */
    OptionalInt indexUnder(String list) {
        var step = STEP.matcher(after(list));
        return step.lookingAt() && step.group(2) != null && isIndex(step.group(2))
                ? OptionalInt.of(Integer.parseInt(step.group(2)))
                : OptionalInt.empty();
    }

    private static boolean isIndex(String step) {
        return step.matches("\\d{1,6}");
    }

    private static int index(String step, JsonNode list) {
        if (isIndex(step)) {
            return Integer.parseInt(step);
        }
        for (var index = 0; index < list.size(); index++) {
            if (hasKeys(KEY.matcher(step), list.get(index))) {
                return index;
            }
        }
        return UNKNOWN;
    }

    private static boolean hasKeys(Matcher keys, JsonNode item) {
        var any = false;
        while (keys.find()) {
            var wanted = keys.group(2) == null ? keys.group(3) : keys.group(2);
            // the API server adds defaults to the keys, such as the protocol of a port
            if (item.has(keys.group(1)) && !item.get(keys.group(1)).asText().equals(wanted)) {
                return false;
            }
            any |= item.has(keys.group(1));
        }
        return any;
    }
}
