package io.embeddingops.cli.reembed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A line of the input that is not blank. */
sealed interface Entry {

    /** The number of the line, from 1. */
    long line();

    /**
     * A text.
     *
     * @param id a string or a whole number
     * @param head the line's object as JSON without the text and what is replaced, and without the closing brace
     * @param stored the vector that is stored now, if it is to be compared
     */
    record Document(long line, JsonNode id, String head, String text, Optional<float[]> stored) implements Entry {

        Document withoutStored() {
            return new Document(line, id, head, text, Optional.empty());
        }
    }

    /**
     * A line without a text that can be embedded.
     *
     * @param id empty if it cannot be read
     * @param problem what is wrong with which field, and the remedy
     */
    record Invalid(long line, Optional<JsonNode> id, String problem) implements Entry {}
}
