package io.embeddingops.guard;

import io.embeddingops.text.SecretText;

/**
 * The condition Verified.
 *
 * @param status True, False or Unknown
 * @param reason one CamelCase word
 * @param message stays the same between measurements as long as the cause does
 */
public record Verified(String status, String reason, String message) {

    /** Hides secrets: the message may repeat what a server said. */
    public Verified {
        message = SecretText.hide(message);
    }
}
