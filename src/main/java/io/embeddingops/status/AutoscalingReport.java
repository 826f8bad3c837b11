package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.AutoscalingStatus;
import io.embeddingops.api.v1alpha1.AutoscalingStatusBuilder;
import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.Objects;
import java.util.Optional;

/** The parts of the status about the autoscaler; both are empty without spec.autoscaling. */
record AutoscalingReport(Optional<Condition> condition, Optional<AutoscalingStatus> status) {

    static AutoscalingReport of(EmbeddingService service, Plan plan, Observation seen, Conditions conditions) {
        var autoscaler = Autoscaler.of(plan, seen, AppliedReplicas.manager(service));
        return new AutoscalingReport(
                autoscaler.map(found -> condition(service, found, conditions)),
                autoscaler.map(AutoscalingReport::status));
    }

    /** What is known of a service that could not be planned or applied. */
    static AutoscalingReport asBefore(EmbeddingService service, Optional<Plan> plan) {
        var old = Optional.ofNullable(service.getStatus())
                .filter(any -> plan.isEmpty() || plan.get().autoscaling().isPresent());
        return new AutoscalingReport(
                old.flatMap(status -> status.condition(Condition.AUTOSCALED)),
                old.map(EmbeddingServiceStatus::autoscaling));
    }

    private static Condition condition(EmbeddingService service, Autoscaler autoscaler, Conditions conditions) {
        return AutoscalerChecks.state(autoscaler)
                .map(conditions::of)
                .or(() -> before(service))
                .orElseGet(() -> conditions.of(new Autoscaled(
                        AutoscaledReason.AUTOSCALER_PENDING, "waiting for the first metrics of the servers")));
    }

    private static Optional<Condition> before(EmbeddingService service) {
        return Optional.ofNullable(service.getStatus())
                .flatMap(status -> status.condition(Condition.AUTOSCALED))
                .filter(old -> Objects.equals(
                        old.observedGeneration(), service.getMetadata().getGeneration()));
    }

    private static AutoscalingStatus status(Autoscaler autoscaler) {
        var decided = autoscaler.seen().horizontalPodAutoscaler().map(HorizontalPodAutoscaler::getStatus);
        return AutoscalingStatusBuilder.builder()
                .engine(autoscaler.wanted().engine())
                .autoscaler(autoscaler.exists() ? autoscaler.object().replace(' ', '/') : null)
                // 0 until the first decision
                .desiredReplicas(decided.map(status -> status.getDesiredReplicas())
                        .filter(desired -> desired > 0)
                        .orElse(null))
                .lastScaleTime(decided.map(status -> status.getLastScaleTime()).orElse(null))
                .build();
    }
}
