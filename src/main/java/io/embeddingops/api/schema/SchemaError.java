package io.embeddingops.api.schema;

/**
 * One violation of the schema.
 *
 * @param field path of the field, such as {@code spec.server.env[0].name}
 * @param message what is wrong with which value, and the remedy
 */
public record SchemaError(String field, String message) {}
