package io.embeddingops.verification;

/**
 * A server's description of its model.
 *
 * @param generation whether the model generates text; such a server does not embed
 */
public record ModelInfo(boolean generation) {}
