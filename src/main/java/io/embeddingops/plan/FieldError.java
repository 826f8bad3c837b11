package io.embeddingops.plan;

/**
 * One error in a spec.
 *
 * @param field path of the field, such as {@code spec.model.path}
 * @param message what is wrong with which value, and the remedy
 */
public record FieldError(String field, String message) {

    @Override
    public String toString() {
        return message.startsWith(field) ? message : field + " " + message;
    }
}
