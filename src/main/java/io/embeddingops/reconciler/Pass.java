package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.plan.Plan;
import io.javaoperatorsdk.operator.api.reconciler.Context;

/** Carries the plan of one reconciliation to the children's builders. */
final class Pass {

    private static final String PLAN = "plan";

    private Pass() {}

    static void begin(Plan plan, Context<EmbeddingService> context) {
        context.managedWorkflowAndDependentResourceContext().put(PLAN, plan);
    }

    static Plan plan(Context<EmbeddingService> context) {
        return context.managedWorkflowAndDependentResourceContext().getMandatory(PLAN, Plan.class);
    }
}
