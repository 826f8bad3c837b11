package io.embeddingops.verification;

/** How much a finding matters. */
public enum Severity {
    /** The server passes. */
    WARNING,
    /**
     * The server is not what it should be, but its vectors are consistent with each other and with stored ones, so taking it out
     * of service would only do harm.
     */
    MISCONFIGURATION,
    /** The server could not be verified. */
    INCONCLUSIVE,
    /** The vectors are wrong. */
    FAILURE
}
