package io.embeddingops.guard;

/** Reasons of the condition Verified besides the problems that a verification finds. */
public enum VerifiedReason {
    VERIFIED("Verified"),
    PENDING("VerificationPending"),
    UNREACHABLE("VerificationUnreachable"),
    VECTOR_SPACE_CHANGED("VectorSpaceChanged"),
    REPLICA_MISMATCH("ReplicaMismatch"),
    VECTORS_DAMAGED("VectorsDamaged"),
    VECTORS_NOT_KEPT("VectorsNotKept"),
    REFERENCE_MISSING("ReferenceMissing");

    private final String text;

    VerifiedReason(String text) {
        this.text = text;
    }

    /** The word as it stands in the condition. */
    @Override
    public String toString() {
        return text;
    }
}
