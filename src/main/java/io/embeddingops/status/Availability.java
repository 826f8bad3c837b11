package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.plan.Plan;
import java.util.Optional;

/** The condition Available: whether the Service has servers that answer. */
record Availability(boolean holds, Verdict verdict) {

    static Availability of(Optional<Plan> plan, Observation observation) {
        if (observation.deployment().isPresent() && observation.desired() == 0) {
            var elsewhere = plan.filter(Plan::replicasElsewhere).isPresent();
            return new Availability(false, new Verdict(Reason.SCALED_TO_ZERO, Checks.scaledToZero(elsewhere)));
        }
        return observation
                .fallback()
                .filter(Fallback::serving)
                .map(fallback -> ofFallback(observation, fallback))
                .orElseGet(() -> ofServers(plan, observation));
    }

    /** The availability of a service that could not be planned or applied: the Service still selects the fallback, if it did. */
    static Availability stopped(EmbeddingService service, Optional<Plan> plan, Observation observation) {
        var now = of(plan, observation);
        return Optional.ofNullable(service.getStatus())
                .flatMap(status -> status.condition(Condition.AVAILABLE))
                .filter(old -> !now.holds() && observation.fallback().isEmpty())
                .filter(old -> Reason.SERVED_BY_FALLBACK.toString().equals(old.reason()))
                .map(old -> new Availability(true, new Verdict(Reason.SERVED_BY_FALLBACK, old.message())))
                .orElse(now);
    }

    private static Availability ofFallback(Observation observation, Fallback fallback) {
        return fallback.serves()
                ? new Availability(
                        true, new Verdict(Reason.SERVED_BY_FALLBACK, FallbackChecks.servingMessage(fallback)))
                : new Availability(
                        false,
                        new Verdict(
                                Reason.REPLICAS_UNAVAILABLE,
                                counts(observation) + ", and no server of spec.fallback is available"));
    }

    /** At least one server is available, and no fewer than a rollout must keep available. */
    private static Availability ofServers(Optional<Plan> plan, Observation observation) {
        var desired = observation.desired();
        var maxUnavailable = plan.map(p -> p.rollout().maxUnavailable(desired)).orElse(0);
        var holds = observation.available() >= Math.max(1, desired - maxUnavailable);
        return new Availability(
                holds,
                new Verdict(holds ? Reason.REPLICAS_AVAILABLE : Reason.REPLICAS_UNAVAILABLE, counts(observation)));
    }

    private static String counts(Observation observation) {
        return observation.available() + " of " + observation.desired() + " replicas are available";
    }
}
