package io.embeddingops.reconciler;

import io.embeddingops.plan.Plan;
import io.embeddingops.status.Beside;
import io.embeddingops.transition.FallbackDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The groups of a service's servers in a pass.
 *
 * @param serving those that serve, and what is in front of them
 * @param beside those beside them
 * @param fallback those of spec.fallback
 * @param gone names of servers that must not run
 * @param renewed whether those beside them are made of another spec than before, so that nothing is known of their vectors
 * @param moving whether clients may still reach other servers than those that serve
 */
record Layout(
        Plan serving,
        Optional<BesidePlan> beside,
        Optional<FallbackServers> fallback,
        Set<String> gone,
        boolean renewed,
        boolean moving) {

    Layout {
        gone = Set.copyOf(gone);
    }

    /** Servers beside those that serve. */
    record BesidePlan(Plan plan, Beside.Role role, Optional<Instant> until) {

        boolean isCandidate() {
            return role == Beside.Role.CANDIDATE;
        }
    }

    /** Servers of spec.fallback, and whether they serve. */
    record FallbackServers(Plan plan, FallbackDecision decision) {}

    /** A copy with servers of spec.fallback, which the Service selects if they serve. */
    Layout with(FallbackServers servers) {
        var name = servers.plan().servers();
        return new Layout(
                servers.decision().serves() ? serving.withBackend(name) : serving,
                beside,
                Optional.of(servers),
                gone.stream().filter(group -> !group.equals(name)).collect(Collectors.toSet()),
                renewed,
                moving);
    }

    /** The plans of all servers but those that serve. */
    List<Plan> others() {
        return Stream.concat(beside.map(BesidePlan::plan).stream(), fallback.map(FallbackServers::plan).stream())
                .toList();
    }

    /** When to look again although nothing happens. */
    Optional<Duration> again(Instant now, Duration soon) {
        var beside = moving
                ? Optional.of(soon)
                : this.beside
                        .flatMap(BesidePlan::until)
                        .map(end -> Duration.between(now, end).plusSeconds(1))
                        .filter(pause -> !pause.isNegative());
        return Stream.of(beside, fallback.flatMap(servers -> servers.decision().requeueAfter()))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }
}
