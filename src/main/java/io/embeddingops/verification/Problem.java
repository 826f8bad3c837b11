package io.embeddingops.verification;

/** Problems that the suite detects, in the order of its checks. */
public enum Problem {
    UNREACHABLE("Unreachable", "responds to requests", Weight.INCONCLUSIVE),
    UNAUTHORIZED("Unauthorized", "accepts requests without another API key", Weight.INCONCLUSIVE),
    NOT_EMBEDDING("NotEmbedding", "is an embedding server", Weight.FAILURE),
    INVALID_VECTORS("InvalidVectors", "vectors are finite, of length 1 and not all the same", Weight.FAILURE),
    DIMENSION_MISMATCH("DimensionMismatch", "all vectors have the same size", Weight.FAILURE),
    UNSTABLE_EMBEDDINGS("UnstableEmbeddings", "the same text always has the same vector", Weight.FAILURE),
    BATCH_MISMATCH("BatchMismatch", "a batch returns the vectors of its texts in order", Weight.FAILURE),
    DIMENSIONS_REFUSED("DimensionsRefused", "all declared dimensions are supported", Weight.FAILURE),
    WEAK_SEMANTICS("WeakSemantics", "texts with similar meaning have similar vectors", Weight.WARNING);

    private enum Weight {
        WARNING,
        INCONCLUSIVE,
        FAILURE
    }

    private final String text;
    private final String check;
    private final Weight weight;

    Problem(String text, String check, Weight weight) {
        this.text = text;
        this.check = check;
        this.weight = weight;
    }

    /** What holds if the problem is absent, for reports. */
    public String check() {
        return check;
    }

    /** Whether a server with this problem still passes. */
    public boolean warning() {
        return weight == Weight.WARNING;
    }

    /** Whether a server with this problem could not be verified. */
    public boolean inconclusive() {
        return weight == Weight.INCONCLUSIVE;
    }

    /** The word used in reports, conditions and Events. */
    @Override
    public String toString() {
        return text;
    }
}
