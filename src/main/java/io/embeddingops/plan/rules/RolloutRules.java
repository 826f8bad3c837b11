package io.embeddingops.plan.rules;

import io.embeddingops.api.v1alpha1.Messages;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Policy;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Map;
import java.util.stream.Stream;

/** Rules for maxSurge and maxUnavailable. */
final class RolloutRules {

    private RolloutRules() {}

    static Stream<FieldError> amounts(Plan plan, Policy policy) {
        return Stream.of(
                        Map.entry("spec.rollout.maxSurge", plan.rollout().maxSurge()),
                        Map.entry("spec.rollout.maxUnavailable", plan.rollout().maxUnavailable()))
                .filter(entry -> !valid(entry.getValue()))
                .map(entry -> Rule.error(
                        entry.getKey(),
                        entry.getValue().getValue()
                                + " must be a whole number, 0 or more, or a percentage such as 25%"));
    }

    static Stream<FieldError> stuck(Plan plan, Policy policy) {
        return zero(plan.rollout().maxSurge()) && zero(plan.rollout().maxUnavailable())
                ? Stream.of(Rule.error("spec.rollout", Messages.ROLLOUT_STUCK))
                : Stream.empty();
    }

    private static boolean valid(IntOrString amount) {
        return amount.getStrVal() == null
                ? amount.getIntVal() != null && amount.getIntVal() >= 0
                : amount.getStrVal().matches("[0-9]{1,3}%");
    }

    private static boolean zero(IntOrString amount) {
        return amount.getStrVal() == null
                ? Integer.valueOf(0).equals(amount.getIntVal())
                : amount.getStrVal().matches("0+%");
    }
}
