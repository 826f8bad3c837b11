package io.embeddingops.health;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.embeddingops.verification.EndpointException;
import io.embeddingops.verification.EndpointException.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Reads the vectors of an answer to {@code POST /v1/embeddings}, without building a tree of a million numbers. */
final class EmbeddingsAnswer {

    private final float[][] vectors;
    private int found;

    private EmbeddingsAnswer(int count) {
        this.vectors = new float[count][];
    }

    /** The vectors by {@code index}; components that are no finite number are NaN or infinite. */
    static List<float[]> read(byte[] body, int count) throws EndpointException {
        var answer = new EmbeddingsAnswer(count);
        try (var parser = Json.MAPPER.createParser(body)) {
            answer.object(parser);
        } catch (IOException e) {
            throw EndpointException.lasting("the answer is no embeddings in JSON");
        }
        if (answer.found != count) {
            throw new EndpointException(
                    Kind.MISFIT, answer.found + " vectors were answered for " + count + " texts in one request");
        }
        return List.of(answer.vectors);
    }

    private void object(JsonParser parser) throws IOException, EndpointException {
        check(parser.nextToken() == JsonToken.START_OBJECT);
        var data = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (parser.currentName().equals("data") && parser.nextToken() == JsonToken.START_ARRAY) {
                data = true;
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    item(parser);
                }
            } else {
                skip(parser);
            }
        }
        check(data && parser.currentToken() == JsonToken.END_OBJECT);
    }

    private void item(JsonParser parser) throws IOException, EndpointException {
        var index = -1;
        float[] vector = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            switch (parser.currentName()) {
                case "index" -> {
                    check(parser.nextToken() == JsonToken.VALUE_NUMBER_INT);
                    index = parser.getIntValue();
                }
                case "embedding" -> vector = vector(parser);
                default -> skip(parser);
            }
        }
        check(vector != null);
        place(index, vector);
    }

    private void place(int index, float[] vector) throws EndpointException {
        if (index < 0 || index >= vectors.length) {
            throw new EndpointException(
                    Kind.MISFIT,
                    "a vector was answered with the index " + index + " to a request of " + vectors.length + " texts");
        }
        if (vectors[index] != null) {
            throw new EndpointException(Kind.MISFIT, "two vectors were answered with the index " + index);
        }
        vectors[index] = vector;
        found++;
    }

    private static float[] vector(JsonParser parser) throws IOException {
        check(parser.nextToken() == JsonToken.START_ARRAY);
        var components = new float[1024];
        var size = 0;
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            check(token == JsonToken.VALUE_NULL || token.isNumeric());
            if (size == components.length) {
                components = Arrays.copyOf(components, 2 * size);
            }
            components[size++] = token == JsonToken.VALUE_NULL ? Float.NaN : parser.getFloatValue();
        }
        return Arrays.copyOf(components, size);
    }

    private static void skip(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.FIELD_NAME) {
            parser.nextToken();
        }
        parser.skipChildren();
    }

    private static void check(boolean readable) throws IOException {
        if (!readable) {
            throw new IOException("unreadable");
        }
    }
}
