package io.embeddingops.plan.bounds;

import io.embeddingops.plan.Item;
import io.embeddingops.plan.Plan;
import java.util.stream.Stream;

/** The types of a service's triggers: KEDA connects to what they name, with its own network access. */
final class TriggerDemands {

    private TriggerDemands() {}

    static Stream<Demand> of(Plan plan) {
        return plan.autoscaling().stream()
                .flatMap(autoscaling -> Item.of("spec.autoscaling.triggers", autoscaling.triggers()))
                .map(trigger -> new Demand(
                        Bound.KEDA_TRIGGERS,
                        trigger.field() + ".type",
                        trigger.value().type()))
                .filter(demand -> !demand.value().isEmpty());
    }
}
