package io.embeddingops.cli.render;

import io.embeddingops.plan.FieldError;
import java.util.ArrayList;
import java.util.List;

/** Errors of one document. Later errors of the same field, or of a field under it, are dropped as consequences. */
final class ErrorList {

    private final List<FieldError> errors = new ArrayList<>();

    void add(FieldError error) {
        if (errors.stream().noneMatch(earlier -> earlier.covers(error))) {
            errors.add(error);
        }
    }

    List<FieldError> all() {
        return List.copyOf(errors);
    }
}
