package io.embeddingops.status;

import io.embeddingops.text.SecretText;

/**
 * The condition Autoscaled.
 *
 * @param message stays the same while the number of servers does and nothing fails
 */
record Autoscaled(AutoscaledReason reason, String message) {

    /** Hides secrets: the message may repeat what an autoscaler said. */
    Autoscaled {
        message = SecretText.hide(message);
    }
}
