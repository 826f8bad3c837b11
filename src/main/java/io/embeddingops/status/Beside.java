package io.embeddingops.status;

import io.embeddingops.guard.Judgement;
import io.embeddingops.guard.VectorSpaces.InUse;
import io.embeddingops.plan.Plan;
import io.embeddingops.verification.Fingerprint;
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

    /** Returns a copy with another judgement. */
    Beside withJudgement(Judgement other) {
        return new Beside(role, plan, observation, Optional.of(other), until, moving);
    }

    /** The vectors of these servers, once they are known: measured ones before expected ones. */
    Optional<Fingerprint> vectors() {
        return judgement
                .map(Judgement::spaces)
                .flatMap(spaces -> spaces.candidate()
                        .filter(any -> isCandidate())
                        .or(() -> spaces.inUse().map(InUse::vectors)));
    }

    /** Whether they are to have no pods, so that nothing of them is verified. */
    boolean isScaledToZero() {
        return observation.deployment().isPresent() && observation.desired() == 0;
    }

    /** Whether they wait for their vectors to be accepted. */
    boolean isCandidate() {
        return role == Role.CANDIDATE;
    }

    /** What servers beside those of the Service are there for. */
    public enum Role {
        /** They are made of the current spec, and their vectors have not been accepted. */
        CANDIDATE,
        /** They served before, and stay for going back. */
        RETAINED
    }
}
