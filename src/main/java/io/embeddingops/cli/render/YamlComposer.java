package io.embeddingops.cli.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.embeddingops.api.schema.FieldPath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * Builds the JSON that kubectl would send for one document of YAML. Aliases share what they stand for, and what they would
 * expand to is limited.
 */
final class YamlComposer {

    /** Far more than any object of Kubernetes. */
    private static final int MAX_DEPTH = 200;

    private static final int MAX_ALIASED = 50_000;

    private final Iterator<Event> events;
    private final int firstLine;
    private final Lines lines;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int values;
    private int aliased;

    /**
     * An anchored value; missing while it is being read.
     *
     * @param size number of values that it consists of
     */
    private record Anchored(JsonNode value, int size) {}

    /** Reads events whose first line is that line of the file. */
    YamlComposer(Iterator<Event> events, int firstLine, Lines lines) {
        this.events = events;
        this.firstLine = firstLine;
        this.lines = lines;
    }

    /** The next value in the stream of events. */
    JsonNode value() throws SyntaxException {
        return value(events.next(), "", 0);
    }

    private JsonNode value(Event event, String field, int depth) throws SyntaxException {
        if (depth > MAX_DEPTH) {
            throw problem(event, "is nested more than " + MAX_DEPTH + " levels deep");
        }
        lines.put(field, line(event));
        if (event instanceof AliasEvent alias) {
            return alias(alias);
        }
        var anchor = ((NodeEvent) event).getAnchor();
        var before = values++;
        if (anchor != null) {
            anchors.put(anchor, new Anchored(MissingNode.getInstance(), 0));
        }
        var value = content(event, field, depth);
        if (anchor != null) {
            anchors.put(anchor, new Anchored(value, values - before));
        }
        return value;
    }

    private JsonNode content(Event event, String field, int depth) throws SyntaxException {
        if (event instanceof ScalarEvent scalar) {
            return YamlScalar.value(scalar, line(event), column(event));
        }
        return event.is(Event.ID.SequenceStart) ? sequence(field, depth) : mapping(field, depth);
    }

    private JsonNode alias(AliasEvent alias) throws SyntaxException {
        var anchored = anchors.get(alias.getAnchor());
        if (anchored == null) {
            throw problem(alias, "*" + alias.getAnchor() + " has no anchor &" + alias.getAnchor() + " before it");
        } else if (anchored.value().isMissingNode()) {
            throw problem(alias, "*" + alias.getAnchor() + " is within the value that it stands for");
        }
        values += anchored.size();
        aliased += anchored.size();
        if (aliased > MAX_ALIASED) {
            throw problem(alias, "the aliases stand for more than " + MAX_ALIASED + " values");
        }
        return anchored.value();
    }

    private JsonNode sequence(String field, int depth) throws SyntaxException {
        var items = JsonNodeFactory.instance.arrayNode();
        for (var next = events.next(); !next.is(Event.ID.SequenceEnd); next = events.next()) {
            items.add(YamlScalar.stored(
                    value(next, FieldPath.item(field, items.size()), depth + 1), line(next), column(next)));
        }
        return items;
    }

    /** Later entries replace earlier ones, of which only merged ones may have the same key. */
    private JsonNode mapping(String field, int depth) throws SyntaxException {
        var entries = JsonNodeFactory.instance.objectNode();
        var keys = new HashSet<String>();
        for (var next = events.next(); !next.is(Event.ID.MappingEnd); next = events.next()) {
            if (YamlScalar.isMerge(next)) {
                YamlMerge.into(entries, value(events.next(), field, depth + 1), line(next), column(next));
                continue;
            }
            var key = YamlScalar.key(value(next, field, depth + 1), line(next), column(next));
            if (!keys.add(key)) {
                throw problem(next, "duplicate key " + key + ": keep one of them");
            }
            var child = FieldPath.field(field, key);
            lines.put(child, line(next));
            var event = events.next();
            entries.set(key, YamlScalar.stored(value(event, child, depth + 1), line(event), column(event)));
        }
        return entries;
    }

    private int line(Event event) {
        return firstLine + event.getStartMark().getLine();
    }

    private static int column(Event event) {
        return event.getStartMark().getColumn() + 1;
    }

    private SyntaxException problem(Event event, String problem) {
        return new SyntaxException(line(event), column(event), problem);
    }
}
