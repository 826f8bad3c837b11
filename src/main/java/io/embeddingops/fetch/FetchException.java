package io.embeddingops.fetch;

import io.embeddingops.source.FetchReason;

/** A download that cannot be completed. The message is one sentence for users: it names the remedy and contains no secret. */
public final class FetchException extends Exception {

    private static final long serialVersionUID = 1L;

    private final FetchReason reason;

    public FetchException(FetchReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why it cannot be completed. */
    public FetchReason reason() {
        return reason;
    }
}
