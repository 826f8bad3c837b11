package io.embeddingops.verification;

/**
 * A problem found in a server.
 *
 * @param message what was measured and how to fix it, in one line without secrets
 */
public record Finding(Problem problem, String message) {}
