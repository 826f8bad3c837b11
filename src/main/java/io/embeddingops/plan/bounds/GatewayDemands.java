package io.embeddingops.plan.bounds;

import io.embeddingops.plan.Item;
import io.embeddingops.plan.Plan;
import java.util.stream.Stream;

/** The Gateways that a service's route attaches to. */
final class GatewayDemands {

    private GatewayDemands() {}

    static Stream<Demand> of(Plan plan) {
        return plan.route().stream()
                .flatMap(route -> Item.of("spec.route.parentRefs", route.parents())
                        .map(parent -> new Demand(
                                Bound.GATEWAYS,
                                parent.field(),
                                parent.value().namespace() + "/"
                                        + parent.value().name())));
    }
}
