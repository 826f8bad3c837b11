package io.embeddingops.plan.bounds;

import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Plan;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the administrator allows services to use.
 *
 * @param allowances one per bound
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

    /** Errors for everything in a plan that is not allowed. */
    public List<FieldError> refusals(Plan plan) {
        return Demands.of(plan)
                .filter(demand -> !allowances.get(demand.bound()).allows(demand.value()))
                .map(Demand::error)
                .toList();
    }

    /** Warnings for everything in a plan that an operator with default settings refuses, for unknown bounds. */
    public List<FieldError> warnings(Plan plan) {
        return Demands.of(plan)
                .filter(demand -> allowances.get(demand.bound()) instanceof Allowance.Unknown unknown
                        && !unknown.byDefault().allows(demand.value()))
                .map(Demand::warning)
                .toList();
    }
}
