package io.embeddingops.verification;

/** Problems that the suite detects, in the order in which they are reported. */
public enum Problem {
    UNREACHABLE("Unreachable", "responds to requests", Severity.INCONCLUSIVE),
    UNAUTHORIZED("Unauthorized", "accepts requests without another API key", Severity.INCONCLUSIVE),
    NO_API_KEYS("NoApiKeys", "has an API key if it requires one", Severity.INCONCLUSIVE),
    API_KEYS_UNREADABLE("ApiKeysUnreadable", "the operator can send an API key", Severity.INCONCLUSIVE),
    NOT_EMBEDDING("NotEmbedding", "is an embedding server", Severity.FAILURE),
    INVALID_VECTORS("InvalidVectors", "vectors are finite, of length 1 and not all the same", Severity.FAILURE),
    DIMENSION_MISMATCH("DimensionMismatch", "all vectors have the same size", Severity.FAILURE),
    UNSTABLE_EMBEDDINGS("UnstableEmbeddings", "the same text always has the same vector", Severity.FAILURE),
    BATCH_MISMATCH("BatchMismatch", "a batch returns the vectors of its texts in order", Severity.FAILURE),
    DIMENSIONS_REFUSED("DimensionsRefused", "all declared dimensions are supported", Severity.FAILURE),
    API_KEYS_NOT_CHECKED("ApiKeysNotChecked", "requests without an API key are refused", Severity.MISCONFIGURATION),
    POOLING_MISMATCH("PoolingMismatch", "the pooling is that of the model", Severity.MISCONFIGURATION),
    SERVER_OPEN("ServerOpen", "administrative endpoints are not reachable", Severity.MISCONFIGURATION),
    NOT_GUARDED("NotGuarded", "the operator's plugin is at work", Severity.WARNING),
    WEAK_SEMANTICS("WeakSemantics", "texts with similar meaning have similar vectors", Severity.WARNING);

    private final String text;
    private final String check;
    private final Severity severity;

    Problem(String text, String check, Severity severity) {
        this.text = text;
        this.check = check;
        this.severity = severity;
    }

    /** What holds if the problem is absent, for reports. */
    public String check() {
        return check;
    }

    /** Whether only the operator can have the problem, not somebody who verifies a server by hand. */
    public boolean ofTheOperator() {
        return this == API_KEYS_UNREADABLE;
    }

    /** How much it matters, unless a finding says otherwise. */
    public Severity severity() {
        return severity;
    }

    /** Whether messages contain measured values, which differ a little each time. */
    public boolean measured() {
        return switch (this) {
            case NO_API_KEYS, API_KEYS_UNREADABLE, POOLING_MISMATCH, SERVER_OPEN, API_KEYS_NOT_CHECKED, NOT_GUARDED ->
                false;
            default -> true;
        };
    }

    /** The word used in reports, conditions and Events. */
    @Override
    public String toString() {
        return text;
    }
}
