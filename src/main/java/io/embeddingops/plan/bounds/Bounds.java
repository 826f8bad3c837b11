package io.embeddingops.plan.bounds;

import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Plan;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What an administrator allows services to ask for.
 *
 * @param allowances one for every bound
 */
public record Bounds(Map<Bound, Allowance> allowances) {

    public Bounds {
        var all = new EnumMap<Bound, Allowance>(allowances);
        for (var bound : Bound.values()) {
            if (!all.containsKey(bound)) {
                throw new IllegalArgumentException("no allowance for " + bound);
            }
        }
        allowances = Collections.unmodifiableMap(all);
    }

    /** What a plan asks for in vain. */
    public List<FieldError> refusals(Plan plan) {
        return Demands.of(plan)
                .filter(demand -> !allowances.get(demand.bound()).allows(demand.value()))
                .map(Demand::refused)
                .toList();
    }

    /** What a plan asks for and an operator as it usually is would refuse, where the cluster's bounds are not known. */
    public List<FieldError> warnings(Plan plan) {
        return Demands.of(plan)
                .filter(demand -> allowances.get(demand.bound()) instanceof Allowance.Unknown unknown
                        && !unknown.usual().allows(demand.value()))
                .map(Demand::warning)
                .toList();
    }
}
