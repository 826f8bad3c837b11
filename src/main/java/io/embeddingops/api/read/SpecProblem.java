package io.embeddingops.api.read;

/**
 * A field of a stored spec that this version of the operator cannot read.
 *
 * @param kind type of the problem
 * @param field path of the field, such as {@code spec.gpu.count}
 * @param message what was found and what was expected
 */
public record SpecProblem(Kind kind, String field, String message) {

    /** Type of a problem. */
    public enum Kind {
        /** The field is unknown and is ignored. */
        UNKNOWN_FIELD,
        /** The value has the wrong type; the spec cannot be used. */
        WRONG_TYPE
    }

    @Override
    public String toString() {
        return field + ": " + message;
    }
}
