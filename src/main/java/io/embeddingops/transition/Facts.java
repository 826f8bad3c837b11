package io.embeddingops.transition;

import io.embeddingops.plan.Plan;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a service's servers before a pass.
 *
 * @param current what the spec asks for
 * @param serving what the servers that serve were made of; empty if that is not known
 * @param vectorsKnown whether there are vectors that the service must keep
 * @param flipped when the Service was last moved to the servers that serve
 * @param moving whether clients may still reach the servers that served before that
 * @param beside the servers in the other slot
 */
public record Facts(
        Plan current,
        Optional<Plan> serving,
        boolean vectorsKnown,
        Optional<Instant> flipped,
        boolean moving,
        Optional<BesideFacts> beside,
        Instant now) {

    boolean sideBySide() {
        return current.verification().on()
                && current.verification().transition().sideBySide()
                && vectorsKnown;
    }

    /** When servers that served before are removed. */
    Optional<Instant> until() {
        return flipped.map(
                time -> time.plusSeconds(current.verification().transition().retainSeconds()));
    }
}
