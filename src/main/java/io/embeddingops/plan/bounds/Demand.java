package io.embeddingops.plan.bounds;

import io.embeddingops.plan.FieldError;

/**
 * Something that a service asks for and that needs an administrator's leave.
 *
 * @param bound what may allow it
 * @param field where the service asks for it
 * @param value what it asks for
 */
public record Demand(Bound bound, String field, String value) {

    /** That it is refused. */
    public FieldError refused() {
        return new FieldError(field, value + " " + bound.refusal());
    }

    /** That another operator may refuse it. */
    public FieldError warning() {
        return new FieldError(field, value + " " + bound.warning());
    }
}
