package io.embeddingops.plan.rules;

import io.embeddingops.api.v1alpha1.DisruptionBudgetSpec;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.PodCount;
import io.embeddingops.plan.Policy;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Optional;
import java.util.stream.Stream;

/** Rules of spec.disruptionBudget. */
final class DisruptionBudgetRules {

    private static final String FIELD = "spec.disruptionBudget";

    private DisruptionBudgetRules() {}

    static Stream<FieldError> oneOf(Plan plan, Policy policy) {
        return plan.disruptionBudget().stream()
                .filter(budget -> budget.maxUnavailable() == null == (budget.minAvailable() == null))
                .map(budget -> Rule.error(FIELD, DisruptionBudgetSpec.ONE_OF));
    }

    static Stream<FieldError> amounts(Plan plan, Policy policy) {
        return plan.disruptionBudget().stream()
                .flatMap(budget -> Stream.concat(
                        amount("maxUnavailable", budget.maxUnavailable()),
                        amount("minAvailable", budget.minAvailable())));
    }

    private static Stream<FieldError> amount(String name, IntOrString amount) {
        return Stream.ofNullable(amount)
                .map(PodCount::new)
                .filter(count -> !count.isValid() || count.isMoreThanAll())
                .map(count -> Rule.error(
                        FIELD + "." + name,
                        count + " must be a whole number, 0 or more, or a percentage from 0% to 100%"));
    }

    /** A budget that allows no eviction blocks every drain of a node with one of the pods. */
    static Stream<FieldError> blocksDrains(Plan plan) {
        return plan
                .effectiveDisruptionBudget()
                .filter(budget -> plan.replicas() > 0)
                .flatMap(budget -> plan.autoscaling()
                        .map(autoscaling ->
                                blocked(budget, "spec.autoscaling.minReplicas", Math.max(1, autoscaling.minReplicas())))
                        .orElseGet(() -> blocked(budget, "spec.replicas", plan.replicas())))
                .stream();
    }

    private static Optional<FieldError> blocked(DisruptionBudgetSpec budget, String field, int replicas) {
        if (budget.maxUnavailable() != null) {
            var max = new PodCount(budget.maxUnavailable());
            return max.isZero() ? Optional.of(blocked("maxUnavailable", max, "", "set 1 or more")) : Optional.empty();
        }
        var min = new PodCount(budget.minAvailable());
        return min.roundedUp(replicas) >= replicas
                ? Optional.of(blocked(
                        "minAvailable",
                        min,
                        " with " + field + " " + replicas,
                        "lower it, raise " + field + ", or set maxUnavailable: 1 instead"))
                : Optional.empty();
    }

    private static FieldError blocked(String name, PodCount count, String given, String remedy) {
        return Rule.error(
                FIELD + "." + name,
                count + given + " allows no eviction, so a node with one of the pods can never be drained: " + remedy);
    }
}
