package io.embeddingops.cli.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The merge key {@code <<}, as kubectl reads it. */
final class YamlMerge {

    private YamlMerge() {}

    /** Adds the entries of a map, or of a list of maps of which the first wins. */
    static void into(ObjectNode entries, JsonNode source, int line, int column) throws SyntaxException {
        if (source.isArray()) {
            for (var i = source.size() - 1; i >= 0; i--) {
                add(entries, source.get(i), line, column);
            }
        } else {
            add(entries, source, line, column);
        }
    }

    private static void add(ObjectNode entries, JsonNode map, int line, int column) throws SyntaxException {
        if (!map.isObject()) {
            throw new SyntaxException(line, column, "<< must be a map or a list of maps");
        }
        map.properties().forEach(entry -> entries.set(entry.getKey(), entry.getValue()));
    }
}
