package io.embeddingops.api.read;

/**
 * Something in a stored spec that this version of the operator cannot read.
 *
 * @param kind what is wrong
 * @param field path of the field, such as {@code spec.gpu.count}
 * @param message what was found and what was expected
 */
public record SpecProblem(Kind kind, String field, String message) {

    /** What is wrong with a field. */
    public enum Kind {
        /** The field is not known: it is ignored. */
        UNKNOWN_FIELD,
        /** The value has the wrong type: the spec cannot be used. */
        WRONG_TYPE
    }

    @Override
    public String toString() {
        return field + ": " + message;
    }
}
