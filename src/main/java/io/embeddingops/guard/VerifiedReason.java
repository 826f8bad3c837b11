package io.embeddingops.guard;

/** Reasons of the condition Verified, in addition to the problems found by a verification. */
public enum VerifiedReason {
    VERIFIED("Verified"),
    PENDING("VerificationPending"),
    UNREACHABLE("VerificationUnreachable"),
    NO_API_KEYS("NoApiKeys"),
    API_KEYS_UNREADABLE("ApiKeysUnreadable"),
    VECTOR_SPACE_CHANGED("VectorSpaceChanged"),
    REPLICA_MISMATCH("ReplicaMismatch"),
    VECTORS_DAMAGED("VectorsDamaged"),
    VECTORS_NOT_KEPT("VectorsNotKept"),
    REFERENCE_MISSING("ReferenceMissing");

    private final String text;

    VerifiedReason(String text) {
        this.text = text;
    }

    /** The reason as written in the condition. */
    @Override
    public String toString() {
        return text;
    }
}
