package io.embeddingops.cli.render;

import java.util.HashMap;
import java.util.Map;

/** In which line of its file each field of a document is. */
final class Lines {

    private final int first;
    private final Map<String, Integer> byField = new HashMap<>();

    /** The lines of a document whose content begins in that line. */
    Lines(int first) {
        this.first = first;
    }

    void put(String field, int line) {
        byField.putIfAbsent(field, line);
    }

    /** The line of the field, or of the nearest object around it that the document has. */
    int of(String field) {
        var at = field;
        while (!at.isEmpty()) {
            var line = byField.get(at);
            if (line != null) {
                return line;
            }
            at = parent(at);
        }
        return first;
    }

    private static String parent(String field) {
        return field.substring(0, Math.max(0, field.endsWith("]") ? field.lastIndexOf('[') : lastSeparator(field)));
    }

    private static int lastSeparator(String field) {
        return Math.max(field.lastIndexOf('.'), field.lastIndexOf('['));
    }
}
