package io.embeddingops.transition;

import io.embeddingops.plan.FallbackPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Whether the servers of spec.fallback run and serve.
 *
 * @param replicas how many of them should run
 * @param serves whether the Service should select them
 * @param unavailableSince since when no other server is ready; empty while one is
 * @param until when they are stopped, since they are no longer needed
 * @param requeueAfter when to decide again, although nothing has changed
 */
public record FallbackDecision(
        int replicas,
        boolean serves,
        Optional<Instant> unavailableSince,
        Optional<Instant> until,
        Optional<Duration> requeueAfter) {

    /** How long servers with mode OnDemand stay after they were needed last. */
    public static final Duration STAY = Duration.ofMinutes(5);

    /**
     * Decides for a service.
     *
     * @param stay how long servers with mode OnDemand stay after they were needed last
     */
    public static FallbackDecision of(FallbackPlan plan, FallbackFacts facts, Duration stay) {
        if (facts.replicas() == 0) {
            return resting(0);
        } else if (!facts.vectorsKnown()) {
            return resting(plan.onDemand() ? 0 : plan.replicas());
        }
        return facts.ready() > 0 ? notNeeded(plan, facts, stay) : needed(plan, facts);
    }

    private static FallbackDecision resting(int replicas) {
        return new FallbackDecision(replicas, false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static FallbackDecision notNeeded(FallbackPlan plan, FallbackFacts facts, Duration stay) {
        if (!plan.onDemand()) {
            return resting(plan.replicas());
        } else if (facts.fallbackReplicas() == 0) {
            return resting(0);
        }
        var until = facts.until().orElseGet(() -> seconds(facts.now()).plus(stay));
        return facts.now().isBefore(until)
                ? new FallbackDecision(
                        plan.replicas(), false, Optional.empty(), Optional.of(until), Optional.of(pause(facts, until)))
                : resting(0);
    }

    private static FallbackDecision needed(FallbackPlan plan, FallbackFacts facts) {
        var since = facts.unavailableSince().orElseGet(() -> seconds(facts.now()));
        var due = due(plan, since);
        // a restarted operator may have lost the time
        var isDue = facts.serving() || !facts.now().isBefore(due);
        var runs = !plan.onDemand() || isDue || facts.fallbackReplicas() > 0;
        return new FallbackDecision(
                runs ? plan.replicas() : 0,
                isDue && facts.fallbackReady() > 0 && facts.fallbackRight(),
                Optional.of(since),
                isDue ? Optional.empty() : facts.until(),
                isDue ? Optional.empty() : Optional.of(pause(facts, due)));
    }

    /** One second more than it says, since the time is stored in whole seconds. */
    private static Instant due(FallbackPlan plan, Instant since) {
        return plan.afterSeconds() == 0 ? since : since.plusSeconds(plan.afterSeconds() + 1L);
    }

    private static Duration pause(FallbackFacts facts, Instant end) {
        return Duration.between(facts.now(), end);
    }

    /** Kubernetes stores times with a precision of one second. */
    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
