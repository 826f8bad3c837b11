package io.embeddingops.verification;

import java.time.Duration;
import java.util.Optional;

/** A request that returned no vectors. The message is one line without secrets. */
public final class EndpointException extends Exception {

    /** The cause. */
    public enum Kind {
        /** The server rejected the request (any other status from 400 to 499). */
        REJECTED,
        /** The server requires a valid API key (status 401, 403, 407). */
        UNAUTHORIZED,
        /** The server refuses all requests, because no API key is configured. */
        NO_API_KEYS,
        /** The server requires an API key, and the operator has none. */
        API_KEYS_UNREADABLE,
        /** No readable response: status 500 or above, busy, network, TLS, timeout, redirect, too large. */
        FAILED,
        /** The response does not match the request: vectors are missing, duplicated or too many. */
        MISMATCH
    }

    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final boolean retryable;
    private final Duration retryAfter;

    /** A failure that is worth a retry if its kind is {@link Kind#FAILED}. */
    public EndpointException(Kind kind, String message) {
        this(kind, message, kind == Kind.FAILED, null);
    }

    private EndpointException(Kind kind, String message, boolean retryable, Duration retryAfter) {
        super(message);
        this.kind = kind;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
    }

    /** A failure without a retry, since it would occur again or has used up the time: a redirect, TLS, a timeout. */
    public static EndpointException permanent(String message) {
        return new EndpointException(Kind.FAILED, message, false, null);
    }

    /** A failure of a server that may have asked to wait before a retry. */
    public static EndpointException busy(String message, Optional<Duration> retryAfter) {
        return new EndpointException(Kind.FAILED, message, true, retryAfter.orElse(null));
    }

    public Kind kind() {
        return kind;
    }

    /** Whether an immediate retry may succeed. */
    public boolean retryable() {
        return retryable;
    }

    /** How long the server asks to wait before a retry. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
