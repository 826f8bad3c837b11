package io.embeddingops.plan.bounds;

import io.embeddingops.plan.FieldError;

/**
 * A value in a spec that the administrator must allow.
 *
 * @param bound the bound that allows or refuses it
 * @param field path of the field
 * @param value the value of the field
 */
public record Demand(Bound bound, String field, String value) {

    /** The error for a refused value. */
    public FieldError error() {
        return new FieldError(field, value + " " + bound.refusal());
    }

    /** The warning for a value that the cluster's operator may refuse. */
    public FieldError warning() {
        return new FieldError(field, value + " " + bound.warning());
    }
}
