package io.embeddingops.plan;

import io.embeddingops.api.read.SpecProblem;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.Messages;
import io.embeddingops.api.v1alpha1.ModelSource;
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
     * Plans a service.
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
                Defaults.apply(service, kept.map(before -> before.orElse(today)).orElse(today));
        var errors = new ArrayList<>(ambiguous(spec.model().source()));
        errors.addAll(Rules.check(plan, policy));
        return errors.isEmpty() ? plan : new Rejection(errors);
    }

    /** Checked on the spec, because a plan has at most one source. */
    private static List<FieldError> ambiguous(ModelSource source) {
        return source == null || source.persistentVolumeClaim() == null != (source.hostPath() == null)
                ? List.of()
                : List.of(new FieldError("spec.model.source", Messages.ONE_SOURCE));
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
        if (spec.model() == null || spec.model().path() == null) {
            return List.of(new FieldError(
                    "spec.model.path", "is required: the model's directory, such as /models/Qwen3-Embedding-0.6B"));
        }
        return List.of();
    }
}
