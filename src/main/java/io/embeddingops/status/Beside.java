package io.embeddingops.status;

import io.embeddingops.guard.Judgement;
import io.embeddingops.plan.Plan;
import java.time.Instant;
import java.util.Optional;

/**
 * The servers beside those that the Service selects, during a transition to another vector space.
 *
 * @param role what they are there for
 * @param plan what they are made of
 * @param observation their objects and pods
 * @param judgement of their embeddings; the vectors in use of it are their own. Empty if verification is off
 * @param until when they are removed; empty for a candidate
 * @param moving whether the Service is being moved between them and the others, so that clients may still reach the others
 */
public record Beside(
        Role role,
        Plan plan,
        Observation observation,
        Optional<Judgement> judgement,
        Optional<Instant> until,
        boolean moving) {

    /** What servers beside those of the Service are there for. */
    public enum Role {
        /** They are made of the current spec, and their vectors have not been accepted. */
        CANDIDATE,
        /** They served before, and stay for going back. */
        RETAINED
    }
}
