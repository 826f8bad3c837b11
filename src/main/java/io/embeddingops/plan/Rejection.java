package io.embeddingops.plan;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A spec that cannot be served. Objects that already exist are not changed.
 *
 * @param errors all errors, at least one
 */
public record Rejection(List<FieldError> errors) implements PlanResult {

    public Rejection {
        errors = List.copyOf(errors);
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("a rejection needs an error");
        }
    }

    /** All errors in one line. */
    public String message() {
        return errors.stream().map(FieldError::toString).collect(Collectors.joining("; "));
    }
}
