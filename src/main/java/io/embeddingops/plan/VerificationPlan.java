package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.VerificationMode;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * How the embeddings themselves are looked at.
 *
 * @param mode with what consequence
 * @param intervalSeconds between two verifications of a running server
 * @param acceptedId the vector space that the user accepts; empty for that of the first verified pod
 * @param reference ConfigMap with vectors captured elsewhere
 * @param minCosine between a text's vector now and then, from which on they count as the same
 */
@RecordBuilder
public record VerificationPlan(
        VerificationMode mode,
        int intervalSeconds,
        Optional<String> acceptedId,
        Optional<String> reference,
        double minCosine) {

    /** Whether embeddings are looked at. */
    public boolean on() {
        return mode != VerificationMode.OFF;
    }

    /** Whether pods wait for their verification before they get requests. */
    public boolean enforced() {
        return mode == VerificationMode.ENFORCE;
    }
}
