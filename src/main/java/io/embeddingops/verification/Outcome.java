package io.embeddingops.verification;

/** The result of a run of the suite. */
public enum Outcome {
    /** The embeddings are correct; there may be warnings. */
    PASSED,
    /** The server responds, but its embeddings are wrong. */
    FAILED,
    /** The server did not answer all requests, so its vectors are unknown. */
    INCONCLUSIVE
}
