package io.embeddingops.plan;

/**
 * One error in a spec.
 *
 * @param field path of the field, such as {@code spec.model.path}
 * @param message what is wrong with which value, and the remedy
 */
public record FieldError(String field, String message) {

    /** Whether the other error is about the same field, or a field under it, and probably a consequence of this one. */
    public boolean covers(FieldError other) {
        return other.field.equals(field) || other.field.startsWith(field + ".") || other.field.startsWith(field + "[");
    }

    @Override
    public String toString() {
        return message.startsWith(field) ? message : field + " " + message;
    }
}
