package io.embeddingops.cli.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import io.embeddingops.api.schema.FieldPath;
import java.io.IOException;
import java.util.Optional;

/** JSON objects one after the other, without separators, as kubectl reads them. */
final class JsonStream {

    private static final int MAX_DEPTH = 200;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final String file;
    private final JsonParser parser;

    JsonStream(String file, String text) throws IOException {
        this.file = file;
        this.parser = FACTORY.createParser(text);
    }

    /** The next object; empty at the end. */
    Optional<Document> next() throws SyntaxException {
        try {
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            var lines = new Lines(line());
            return Optional.of(new Document(file, value("", lines), lines));
        } catch (StreamConstraintsException e) {
            throw problem(e, "is nested more than " + MAX_DEPTH + " levels deep, or has a number that is too long");
        } catch (JsonEOFException e) {
            throw problem(e, "ends within an object, a list or a text: close it");
        } catch (JsonProcessingException e) {
            throw problem(e, e.getOriginalMessage());
        } catch (IOException e) {
            throw new SyntaxException(line(), 0, "cannot be read as JSON");
        }
    }

    /** Where the text goes on after the last object, in characters. */
    int offset() {
        return (int) parser.currentLocation().getCharOffset();
    }

    int line() {
        return parser.currentLocation().getLineNr();
    }

    private JsonNode value(String field, Lines lines) throws IOException, SyntaxException {
        lines.put(field, line());
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(field, lines);
            case START_ARRAY -> list(field, lines);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_TRUE, VALUE_FALSE -> JsonNodeFactory.instance.booleanNode(parser.getBooleanValue());
            case VALUE_NULL -> JsonNodeFactory.instance.nullNode();
            default -> JsonNodeFactory.instance.textNode(parser.getText());
        };
    }

    private JsonNode object(String field, Lines lines) throws IOException, SyntaxException {
        var entries = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var key = parser.currentName();
            var child = FieldPath.field(field, key);
            lines.put(child, line());
            parser.nextToken();
            entries.set(key, value(child, lines));
        }
        return entries;
    }

    private JsonNode list(String field, Lines lines) throws IOException, SyntaxException {
        var items = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(FieldPath.item(field, items.size()), lines));
        }
        return items;
    }

    /** A whole number that fits, or a floating point number. */
    private JsonNode number() throws IOException, SyntaxException {
        try {
            return LongNode.valueOf(Long.parseLong(parser.getText()));
        } catch (NumberFormatException e) {
            return YamlScalar.stored(
                    DoubleNode.valueOf(Double.parseDouble(parser.getText())),
                    line(),
                    parser.currentLocation().getColumnNr());
        }
    }

    private static SyntaxException problem(JsonProcessingException failure, String problem) {
        var at = failure.getLocation();
        return at == null
                ? new SyntaxException(1, 0, problem)
                : new SyntaxException(at.getLineNr(), at.getColumnNr(), problem);
    }
}
