package io.embeddingops.resources;

import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.function.Function;

/** The Kubernetes objects of a plan. */
public final class Manifests {

    private static final List<Function<Plan, ? extends HasMetadata>> BUILDERS =
            List.of(ServerService::build, ServerDeployment::build);

    private Manifests() {}

    /** All objects, in the order in which they are applied. */
    public static List<HasMetadata> of(Plan plan) {
        return BUILDERS.stream()
                .<HasMetadata>map(builder -> builder.apply(plan))
                .toList();
    }
}
