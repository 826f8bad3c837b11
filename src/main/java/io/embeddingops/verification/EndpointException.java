package io.embeddingops.verification;

/** A request that brought no vectors. Its message is one line without secrets. */
public final class EndpointException extends Exception {

    /** Why there are none. */
    public enum Kind {
        /** The server does not want the request (another status from 400 to 499); its own words are in the message. */
        REFUSED,
        /** The server answers only to those with an API key (status 401, 403, 407). */
        LOCKED,
        /** No answer, or none that can be read: status 500 and above, network, TLS, time, a redirect, size. */
        FAILED,
        /** An answer that does not belong to the request: vectors are missing, too many or told twice. */
        MISFIT
    }

    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final boolean passing;

    /** A failure that may be gone with the next request if it is of the kind {@link Kind#FAILED}. */
    public EndpointException(Kind kind, String message) {
        this(kind, message, kind == Kind.FAILED);
    }

    private EndpointException(Kind kind, String message, boolean passing) {
        super(message);
        this.kind = kind;
        this.passing = passing;
    }

    /** A failure that the next request would meet again, or that has used up the time: a redirect, TLS, a timeout. */
    public static EndpointException lasting(String message) {
        return new EndpointException(Kind.FAILED, message, false);
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the same request may bring vectors if it is sent again at once. */
    public boolean passing() {
        return passing;
    }
}
