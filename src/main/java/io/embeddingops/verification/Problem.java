package io.embeddingops.verification;

/** What can be wrong with a server, in the order in which it is looked for; the words that reports use. */
public enum Problem {
    UNREACHABLE("Unreachable", "answers", Weight.INCONCLUSIVE),
    UNAUTHORIZED("Unauthorized", "lets the requests in", Weight.INCONCLUSIVE),
    NOT_EMBEDDING("NotEmbedding", "is an embedding server", Weight.FAILURE),
    INVALID_VECTORS("InvalidVectors", "vectors are finite, of length 1 and not all the same", Weight.FAILURE),
    DIMENSION_MISMATCH("DimensionMismatch", "all vectors have the same size", Weight.FAILURE),
    UNSTABLE_EMBEDDINGS("UnstableEmbeddings", "the same text has the same vector", Weight.FAILURE),
    BATCH_MISMATCH("BatchMismatch", "a batch has the vectors of its texts, in their order", Weight.FAILURE),
    DIMENSIONS_REFUSED("DimensionsRefused", "each of the declared dimensions is answered", Weight.FAILURE),
    WEAK_SEMANTICS("WeakSemantics", "texts of like meaning have like vectors", Weight.WARNING);

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

    /** What holds when there is no such problem, as the end of a sentence that begins with "the server" or stands alone. */
    public String check() {
        return check;
    }

    /** Whether a server passes in spite of it. */
    public boolean warning() {
        return weight == Weight.WARNING;
    }

    /** Whether nothing can be said of a server that has it. */
    public boolean inconclusive() {
        return weight == Weight.INCONCLUSIVE;
    }

    /** The word as it stands in reports, conditions and Events. */
    @Override
    public String toString() {
        return text;
    }
}
