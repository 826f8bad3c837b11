package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.VerificationMode;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * Verification of the embeddings.
 *
 * @param mode what happens when embeddings are wrong
 * @param intervalSeconds seconds between two verifications of a running server
 * @param acceptedId id of the accepted vector space; empty for that of the first verified pod
 * @param reference name of a ConfigMap with reference vectors
 * @param minCosine minimum cosine between a reference vector and the current one to count as the same
 * @param transition what happens when a change of the spec changes the vectors
 */
@RecordBuilder
public record VerificationPlan(
        VerificationMode mode,
        int intervalSeconds,
        Optional<String> acceptedId,
        Optional<String> reference,
        double minCosine,
        TransitionPlan transition) {

    /** A copy that accepts no other vectors than those in use. */
    public VerificationPlan withoutAcceptance() {
        return VerificationPlanBuilder.builder(this)
                .acceptedId(Optional.empty())
                .reference(Optional.empty())
                .build();
    }

    /** Whether embeddings are verified. */
    public boolean on() {
        return mode != VerificationMode.OFF;
    }

    /** Whether pods get no requests before they are verified. */
    public boolean enforced() {
        return mode == VerificationMode.ENFORCE;
    }
}
