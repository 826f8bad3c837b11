package io.embeddingops.cli.reembed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Parses lines: objects with {@code id} and {@code text}. */
final class LineParser {

    static final String VECTOR_SPACE = "vectorSpace";
    static final String EMBEDDING = "embedding";

    private static final String ID = "id";
    private static final String TEXT = "text";
    private static final String FORM = "each line must be an object such as {\"id\": 1, \"text\": \"...\"}";
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private LineParser() {}

    /** The entry; empty for a blank line. */
    static Optional<Entry> parse(Lines.Line line) {
        try {
            return parse(line.number(), text(line));
        } catch (InvalidLineException e) {
            return Optional.of(new Entry.Invalid(line.number(), e.id(), e.getMessage()));
        }
    }

    private static Optional<Entry> parse(long number, String line) throws InvalidLineException {
        if (line.isBlank()) {
            return Optional.empty();
        }
        var node = InputJson.read(line);
        if (node.isEmpty()) {
            throw new InvalidLineException("is not JSON, or has a field twice: " + FORM);
        } else if (!(node.get() instanceof ObjectNode object)) {
            throw new InvalidLineException("is not an object: " + FORM);
        } else {
            return Optional.of(document(number, object));
        }
    }

    private static Entry document(long number, ObjectNode object) throws InvalidLineException {
        var id = object.path(ID);
        if (!id.isTextual() && !id.isIntegralNumber() || id.isTextual() && !encodable(id.textValue())) {
            throw new InvalidLineException(
                    object.has(ID)
                            ? "id must be a string or a whole number"
                            : "id is missing: it says to which document the vector belongs; " + FORM);
        }
        try {
            var text = text(object.path(TEXT));
            var stored = StoredVector.parse(object.path(EMBEDDING));
            var head = head(object);
            return new Entry.Document(number, id, head, text, stored);
        } catch (InvalidLineException e) {
            throw e.about(id);
        }
    }

    private static String text(JsonNode text) throws InvalidLineException {
        if (text.isMissingNode()) {
            throw new InvalidLineException("text is missing: " + FORM);
        } else if (!text.isTextual()) {
            throw new InvalidLineException("text must be a string");
        } else if (text.textValue().isBlank()) {
            throw new InvalidLineException("text is blank, so there is nothing to embed: remove the line");
        } else if (!encodable(text.textValue())) {
            throw new InvalidLineException("text has half of a surrogate pair (\\ud800 to \\udfff): remove it");
        }
        return text.textValue();
    }

    private static String head(ObjectNode object) throws InvalidLineException {
        object.remove(TEXT);
        object.remove(EMBEDDING);
        object.remove(VECTOR_SPACE);
        var json = InputJson.write(object);
        if (!encodable(json)) {
            throw new InvalidLineException("a field has half of a surrogate pair (\\ud800 to \\udfff): remove it");
        }
        return json.substring(0, json.length() - 1);
    }

    private static String text(Lines.Line line) throws InvalidLineException {
        if (line.content().isEmpty()) {
            throw new InvalidLineException("is longer than " + Lines.MAX_BYTES / 1024 / 1024
                    + " MiB: split the text into parts that the model can read");
        }
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.content().get()))
                    .toString();
            return line.number() == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new InvalidLineException("is not UTF-8: convert the input, for example with iconv");
        }
    }

    private static boolean encodable(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
