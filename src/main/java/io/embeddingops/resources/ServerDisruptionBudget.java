package io.embeddingops.resources;

import io.embeddingops.api.v1alpha1.DisruptionBudgetSpec;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import java.util.Map;
import java.util.Optional;

/** The PodDisruptionBudget that keeps drains from taking all servers away at once. */
public final class ServerDisruptionBudget {

    /** Pods that are not ready may always be evicted; else a server that keeps crashing would block a drain forever. */
    private static final String UNHEALTHY_PODS = "AlwaysAllow";

    private ServerDisruptionBudget() {}

    /** The budget of a plan; empty if it needs none. */
    public static Optional<PodDisruptionBudget> build(Plan plan) {
        return plan.effectiveDisruptionBudget().map(budget -> build(plan, budget));
    }

    private static PodDisruptionBudget build(Plan plan, DisruptionBudgetSpec budget) {
        var selector = new LabelSelector();
        selector.setMatchLabels(Labels.selector(plan.servers()));
        var spec = new PodDisruptionBudgetSpec();
        spec.setMaxUnavailable(budget.maxUnavailable());
        spec.setMinAvailable(budget.minAvailable());
        spec.setSelector(selector);
        spec.setUnhealthyPodEvictionPolicy(UNHEALTHY_PODS);
        var object = new PodDisruptionBudget();
        object.setMetadata(Metadata.of(plan, Map.of(), Map.of()));
        object.setSpec(spec);
        return object;
    }
}
