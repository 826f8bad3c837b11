package io.embeddingops.status;

import io.embeddingops.guard.Judgement;
import io.embeddingops.plan.Plan;
import java.time.Instant;
import java.util.Optional;

/**
 * The servers of spec.fallback.
 *
 * @param plan what they are made of; with no replicas while they are not needed
 * @param observation their objects and pods
 * @param judgement of their embeddings, compared with the vectors in use; empty if verification is off
 * @param serving whether the Service selects them
 * @param unavailableSince since when no other server is available; empty while one is
 * @param until when they are stopped, since they are no longer needed
 */
public record Fallback(
        Plan plan,
        Observation observation,
        Optional<Judgement> judgement,
        boolean serving,
        Optional<Instant> unavailableSince,
        Optional<Instant> until) {

    /** Whether requests get an answer from them. */
    boolean serves() {
        return serving && observation.available() > 0;
    }
}
