package io.embeddingops.health;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.embeddingops.verification.EndpointException;
import io.embeddingops.verification.EndpointException.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Parses the response to {@code POST /v1/embeddings} as a stream, since it can hold a million numbers. */
final class EmbeddingsResponse {

    private final float[][] vectors;
    private int found;

    private EmbeddingsResponse(int count) {
        this.vectors = new float[count][];
    }

    /** Returns the vectors ordered by {@code index}; components may be NaN or infinite. */
    static List<float[]> read(byte[] body, int count) throws EndpointException {
        var response = new EmbeddingsResponse(count);
        try (var parser = Json.MAPPER.createParser(body)) {
            response.object(parser);
        } catch (IOException e) {
            throw EndpointException.permanent("the response does not contain embeddings in JSON");
        }
        if (response.found != count) {
            throw new EndpointException(
                    Kind.MISMATCH, response.found + " vectors were returned for " + count + " texts in one request");
        }
        return List.of(response.vectors);
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
                    Kind.MISMATCH,
                    "a vector was returned with index " + index + " for a request with " + vectors.length + " texts");
        }
        if (vectors[index] != null) {
            throw new EndpointException(Kind.MISMATCH, "two vectors were returned with index " + index);
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
