package io.embeddingops.guard;

/**
 * Whether a service's embeddings are right.
 *
 * @param status True, False or Unknown, as in a condition
 * @param reason one CamelCase word
 * @param message the cause in a sentence; does not change from one measurement to the next as long as the cause is the same
 */
public record Verified(String status, String reason, String message) {}
