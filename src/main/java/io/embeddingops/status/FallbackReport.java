package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.FallbackStatus;
import io.embeddingops.api.v1alpha1.FallbackStatusBuilder;
import io.embeddingops.plan.Plan;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The parts of the status about the servers of spec.fallback; both are empty without it. */
record FallbackReport(Optional<Condition> condition, Optional<FallbackStatus> status) {

    private static final Set<String> VERIFIED =
            Set.of(FallbackReason.STANDBY.toString(), FallbackReason.SERVING.toString());

    static FallbackReport of(EmbeddingService service, Plan plan, Observation seen, Conditions conditions) {
        return plan.fallback().isEmpty() || seen.fallback().isEmpty()
                ? asBefore(service, Optional.of(plan))
                : of(service, plan, seen.fallback().get(), conditions);
    }

    /** What is known of a service that could not be planned or applied. */
    static FallbackReport asBefore(EmbeddingService service, Optional<Plan> plan) {
        var old = Optional.ofNullable(service.getStatus())
                .filter(any -> plan.isEmpty() || plan.get().fallback().isPresent());
        return new FallbackReport(
                old.flatMap(status -> status.condition(Condition.FALLBACK_READY)),
                old.map(EmbeddingServiceStatus::fallback));
    }

    private static FallbackReport of(EmbeddingService service, Plan plan, Fallback fallback, Conditions conditions) {
        var before = before(service);
        var wasVerified = before.filter(old -> VERIFIED.contains(old.reason())).isPresent();
        var state = FallbackChecks.state(plan, fallback, wasVerified);
        var condition = state.reason() == FallbackReason.STOPPED
                ? before.filter(FallbackReport::differed).orElseGet(() -> conditions.of(state))
                : conditions.of(state);
        return new FallbackReport(Optional.of(condition), Optional.of(status(fallback)));
    }

    /** Servers that are stopped would return the same vectors again. */
    private static boolean differed(Condition old) {
        return FallbackReason.VECTORS_DIFFER.toString().equals(old.reason());
    }

    private static Optional<Condition> before(EmbeddingService service) {
        return Optional.ofNullable(service.getStatus())
                .flatMap(status -> status.condition(Condition.FALLBACK_READY))
                .filter(old -> Objects.equals(
                        old.observedGeneration(), service.getMetadata().getGeneration()));
    }

    private static FallbackStatus status(Fallback fallback) {
        return FallbackStatusBuilder.builder()
                .deployment(fallback.plan().servers())
                .replicas(fallback.plan().replicas())
                .readyReplicas(fallback.observation().ready())
                .serving(fallback.serving())
                .unavailableSince(
                        fallback.unavailableSince().map(StatusComputer::text).orElse(null))
                .until(fallback.until().map(StatusComputer::text).orElse(null))
                .build();
    }
}
