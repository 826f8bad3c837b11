package io.embeddingops.verification;

/**
 * Something that is wrong with a server.
 *
 * @param message what was measured and what to do, in one line without secrets
 */
public record Finding(Problem problem, String message) {}
