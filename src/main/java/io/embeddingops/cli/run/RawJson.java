package io.embeddingops.cli.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** A value as it stood in a text of JSON, which costs less to keep than what it says. */
final class RawJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final byte[] utf8;

    private RawJson(byte[] utf8) {
        this.utf8 = utf8;
    }

    /**
     * A text that is being read.
     *
     * @param utf8 the text
     * @param begin where in it its parser began
     */
    record Source(byte[] utf8, int begin) {

        /** Whether that parser reads the text itself, and not something that was made of it, whose places are others. */
        boolean isReadBy(JsonParser parser) {
            return parser instanceof UTF8StreamJsonParser;
        }

        /** The value that the parser stands at the beginning of; the parser goes on to its end. */
        RawJson value(JsonParser parser) throws IOException {
            var from = parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            var to = parser.currentLocation().getByteOffset();
            return new RawJson(Arrays.copyOfRange(utf8, begin + (int) from, begin + (int) to));
        }
    }

    <T> T read(ObjectReader reader) {
        try {
            return reader.readValue(utf8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void writeTo(JsonGenerator generator) throws IOException {
        try (var parser = FACTORY.createParser(utf8)) {
            parser.nextToken();
            generator.copyCurrentStructure(parser);
        }
    }
}
