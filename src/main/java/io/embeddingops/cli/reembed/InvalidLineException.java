package io.embeddingops.cli.reembed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A line that cannot be used; the message follows the number of the line. */
final class InvalidLineException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Optional<JsonNode> id;

    InvalidLineException(String message) {
        this(message, Optional.empty());
    }

    private InvalidLineException(String message, Optional<JsonNode> id) {
        super(message);
        this.id = id;
    }

    /** The same about the line with that id. */
    InvalidLineException about(JsonNode node) {
        return new InvalidLineException(getMessage(), Optional.of(node));
    }

    Optional<JsonNode> id() {
        return id;
    }
}
