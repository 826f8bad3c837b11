package io.embeddingops.verification;

/** The result of a run of the suite, as far as the vectors are concerned. */
public enum Outcome {
    /** The embeddings are consistent; there may be warnings, and the server may be misconfigured. */
    PASSED,
    /** The server responds, but its embeddings are wrong. */
    FAILED,
    /** The server did not answer all requests, so its vectors are unknown. */
    INCONCLUSIVE
}
