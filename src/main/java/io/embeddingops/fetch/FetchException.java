package io.embeddingops.fetch;

import io.embeddingops.source.FetchReason;
import java.util.Optional;

/** A download that cannot be completed. The message is one sentence for users: it names the remedy and contains no secret. */
public final class FetchException extends Exception {

    private static final long serialVersionUID = 1L;

    private final FetchReason reason;
    private final long size;

    public FetchException(FetchReason reason, String message) {
        this(reason, message, 0);
    }

    /**
     * A failure because of the model's size.
     *
     * @param size of the model in bytes
     */
    public FetchException(FetchReason reason, String message, long size) {
        super(message);
        this.reason = reason;
        this.size = size;
    }

    /** Why it cannot be completed. */
    public FetchReason reason() {
        return reason;
    }

    /** Size of the model in bytes, if that is why. */
    public Optional<Long> size() {
        return Optional.of(size).filter(bytes -> bytes > 0);
    }
}
