package io.embeddingops.plan.bounds;

import io.embeddingops.plan.Plan;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Everything in a plan that the administrator must allow, in the order of the fields in a manifest. */
final class Demands {

    private static final List<Function<Plan, Stream<Demand>>> ALL = List.of(
            ImageDemands::of,
            SecretDemands::of,
            PrivilegeDemands::of,
            AccountDemands::of,
            HostPathDemands::of,
            VolumeTypeDemands::of,
            GatewayDemands::of,
            TriggerDemands::of);

    private Demands() {}

    static Stream<Demand> of(Plan plan) {
        return ALL.stream().flatMap(demands -> demands.apply(plan));
    }
}
