package io.embeddingops.reconciler;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads times that the operator has written to objects; others may have changed them. */
final class StoredTime {

    private StoredTime() {}

    /** The time; empty if the text is none. */
    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
