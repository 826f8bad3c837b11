package io.embeddingops.status;

import io.embeddingops.text.SecretText;

/**
 * The condition FallbackReady.
 *
 * @param message stays the same while the number of servers does and nothing fails
 */
record FallbackReady(FallbackReason reason, String message) {

    /** Hides secrets: the message may repeat what a server, the kubelet or the API server said. */
    FallbackReady {
        message = SecretText.hide(message);
    }
}
