package io.embeddingops.reconciler;

import io.embeddingops.plan.Plan;
import io.embeddingops.status.Beside;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The groups of a service's servers in a pass.
 *
 * @param serving those that serve, and what is in front of them
 * @param beside those beside them
 * @param gone names of servers that must not run
 * @param renewed whether those beside them are made of another spec than before, so that nothing is known of their vectors
 * @param moving whether clients may still reach other servers than those that serve
 */
record Layout(Plan serving, Optional<BesidePlan> beside, Set<String> gone, boolean renewed, boolean moving) {

    Layout {
        gone = Set.copyOf(gone);
    }

    /** Servers beside those that serve. */
    record BesidePlan(Plan plan, Beside.Role role, Optional<Instant> until) {

        boolean isCandidate() {
            return role == Beside.Role.CANDIDATE;
        }
    }

    /** When to look again although nothing happens. */
    Optional<Duration> again(Instant now, Duration soon) {
        return moving
                ? Optional.of(soon)
                : beside.flatMap(BesidePlan::until)
                        .map(end -> Duration.between(now, end).plusSeconds(1))
                        .filter(pause -> !pause.isNegative());
    }
}
