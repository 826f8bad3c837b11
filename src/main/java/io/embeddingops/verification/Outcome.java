package io.embeddingops.verification;

/** What a run of the suite says of a server. */
public enum Outcome {
    /** The server embeds correctly; there may be warnings. */
    PASSED,
    /** The server answers, but not as it must. */
    FAILED,
    /** The server did not answer to the end, so nothing can be said of its vectors. */
    INCONCLUSIVE
}
