package io.embeddingops.plan.rules;

import io.embeddingops.api.v1alpha1.Messages;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.PodCount;
import io.embeddingops.plan.Policy;
import java.util.Map;
import java.util.stream.Stream;

/** Rules for maxSurge and maxUnavailable. */
final class RolloutRules {

    private RolloutRules() {}

    static Stream<FieldError> amounts(Plan plan, Policy policy) {
        return Stream.of(
                        Map.entry(
                                "spec.rollout.maxSurge",
                                new PodCount(plan.rollout().maxSurge())),
                        Map.entry(
                                "spec.rollout.maxUnavailable",
                                new PodCount(plan.rollout().maxUnavailable())))
                .filter(entry -> !entry.getValue().isValid())
                .map(entry -> Rule.error(
                        entry.getKey(),
                        entry.getValue() + " must be a whole number, 0 or more, or a percentage such as 25%"));
    }

    /** More than all pods cannot be unavailable. A surge may be larger. */
    static Stream<FieldError> all(Plan plan, Policy policy) {
        var count = new PodCount(plan.rollout().maxUnavailable());
        return count.isMoreThanAll()
                ? Stream.of(Rule.error("spec.rollout.maxUnavailable", count + " must be at most 100%"))
                : Stream.empty();
    }

    static Stream<FieldError> stuck(Plan plan, Policy policy) {
        return new PodCount(plan.rollout().maxSurge()).isZero()
                        && new PodCount(plan.rollout().maxUnavailable()).isZero()
                ? Stream.of(Rule.error("spec.rollout", Messages.ROLLOUT_STUCK))
                : Stream.empty();
    }
}
