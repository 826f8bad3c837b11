package io.embeddingops.resources;

import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.function.Function;

/** Everything that a plan becomes. */
public final class Manifests {

    private static final List<Function<Plan, ? extends HasMetadata>> BUILDERS =
            List.of(ServerService::build, ServerDeployment::build);

    private Manifests() {}

    /** The objects of a plan, in the order in which they are applied. */
    public static List<HasMetadata> of(Plan plan) {
        return BUILDERS.stream()
                .<HasMetadata>map(builder -> builder.apply(plan))
                .toList();
    }
}
