package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Optional;
import java.util.function.Function;

/** Carries the plan of one reconciliation to the children's builders. */
final class Pass {

    private static final String PLAN = "plan";

    private Pass() {}

    static void begin(Plan plan, Context<EmbeddingService> context) {
        context.managedWorkflowAndDependentResourceContext().put(PLAN, plan);
    }

    /** What that function makes of the plan; it is asked once in a pass, for kinds whose objects are not small. */
    @SuppressWarnings("unchecked")
    static <R extends HasMetadata> Optional<R> object(
            Class<R> kind, Function<Plan, Optional<R>> builder, Context<EmbeddingService> context) {
        var pass = context.managedWorkflowAndDependentResourceContext();
        return pass.get(kind, Optional.class).orElseGet(() -> {
            var built = builder.apply(plan(context));
            pass.put(kind, built);
            return built;
        });
    }

    static Plan plan(Context<EmbeddingService> context) {
        return context.managedWorkflowAndDependentResourceContext().getMandatory(PLAN, Plan.class);
    }
}
