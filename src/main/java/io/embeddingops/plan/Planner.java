package io.embeddingops.plan;

import io.embeddingops.api.read.SpecProblem;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.Messages;
import io.embeddingops.api.v1alpha1.UpgradePolicy;
import io.embeddingops.plan.rules.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Turns a service into a plan, or into the errors that prevent one. */
public final class Planner {

    private final Policy policy;

    public Planner(Policy policy) {
        this.policy = Objects.requireNonNull(policy, "policy");
    }

    /** Plans a new service: returns a plan that violates no rule, or all errors. */
    public PlanResult plan(EmbeddingService service) {
        return plan(service, Optional.empty());
    }

    /**
     * Plans a service. If its status says to which revision an earlier download resolved the source, that revision is downloaded.
     *
     * @param made operator defaults that the service was created with; it keeps them unless its upgradePolicy is Follow
     */
    public PlanResult plan(EmbeddingService service, Optional<OperatorDefaults> made) {
        var unreadable = unreadable(service);
        if (!unreadable.isEmpty()) {
            return new Rejection(unreadable);
        }
        var spec = service.getSpec();
        var today = OperatorDefaults.of(policy, Defaults.device(spec), GpuDefaults.otherVendor(spec));
        var kept = made.filter(before -> spec.upgradePolicy() != UpgradePolicy.FOLLOW);
        var plan =
                Defaults.apply(service, kept.map(before -> before.orElse(today)).orElse(today), policy);
        var errors = new ArrayList<>(SourceErrors.of(spec.model()));
        errors.addAll(Rules.check(plan, policy));
        return errors.isEmpty() ? plan : new Rejection(errors);
    }

    private static List<FieldError> unreadable(EmbeddingService service) {
        var spec = service.getSpec();
        if (spec == null) {
            return List.of(new FieldError("spec", "is required"));
        }
        var wrong = spec.problems().stream()
                .filter(problem -> problem.kind() == SpecProblem.Kind.WRONG_TYPE)
                .map(problem -> new FieldError(problem.field(), problem.message()))
                .toList();
        if (!wrong.isEmpty()) {
            return wrong;
        }
        if (spec.model() == null
                || spec.model().path() == null
                        && SourceNames.of(spec.model().source()).isEmpty()) {
            return List.of(new FieldError("spec.model.path", Messages.PATH_REQUIRED));
        }
        return List.of();
    }
}
