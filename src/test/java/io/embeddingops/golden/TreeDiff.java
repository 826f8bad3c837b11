package io.embeddingops.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The differences between two trees, one line each. The order of an object's fields does not matter. */
final class TreeDiff {

    private final List<String> lines = new ArrayList<>();

    private TreeDiff() {}

    static List<String> between(JsonNode expected, JsonNode actual) {
        var diff = new TreeDiff();
        diff.compare("", expected, actual);
        return diff.lines;
    }

    private void compare(String path, JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            var names = new TreeSet<String>();
            expected.fieldNames().forEachRemaining(names::add);
            actual.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(path + "." + name, expected.path(name), actual.path(name)));
        } else if (expected.isArray() && actual.isArray()) {
            for (var i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                compare(path + "[" + i + "]", expected.path(i), actual.path(i));
            }
        } else if (!expected.equals(actual)) {
            lines.add(path + ": expected " + shown(expected) + " but was " + shown(actual));
        }
    }

    private static String shown(JsonNode node) {
        return node instanceof MissingNode ? "nothing" : node.toString();
    }
}
