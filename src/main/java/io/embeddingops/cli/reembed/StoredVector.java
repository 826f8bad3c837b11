package io.embeddingops.cli.reembed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Parses the vector that is stored now, in the field {@code embedding}. */
final class StoredVector {

    private StoredVector() {}

    /** The vector; empty if there is none. pgvector writes a vector in JSON as a string. */
    static Optional<float[]> parse(JsonNode field) throws InvalidLineException {
        if (field.isMissingNode() || field.isNull()) {
            return Optional.empty();
        }
        var array = field.isTextual() ? InputJson.read(field.textValue()).orElse(field) : field;
        if (!array.isArray() || array.isEmpty()) {
            throw invalid();
        }
        var vector = new float[array.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = array.get(i).floatValue();
            if (!array.get(i).isNumber() || !Float.isFinite(vector[i])) {
                throw invalid();
            }
        }
        return Optional.of(vector);
    }

    private static InvalidLineException invalid() {
        return new InvalidLineException(
                "embedding must be the vector that is stored now, an array of numbers: correct it or remove the field");
    }
}
