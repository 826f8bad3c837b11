package io.embeddingops.verification;

/**
 * What a server says of its model.
 *
 * @param generation whether the model generates text, in which case the server does not embed
 */
public record ModelInfo(boolean generation) {}
