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

/** Decides what is to be made of a service. */
public final class Planner {

    private final Policy policy;

    public Planner(Policy policy) {
        this.policy = Objects.requireNonNull(policy, "policy");
    }

    /** What is made of a service that is new: a plan in which every rule holds, or all reasons why there is none. */
    public PlanResult plan(EmbeddingService service) {
        return plan(service, Optional.empty());
    }

    /**
     * What is made of a service.
     *
     * @param made the operator's defaults that it was made with before; it keeps them unless it wants to follow
     */
    public PlanResult plan(EmbeddingService service, Optional<OperatorDefaults> made) {
        var unreadable = unreadable(service);
        if (!unreadable.isEmpty()) {
            return new Rejection(unreadable);
        }
        var spec = service.getSpec();
        var today = OperatorDefaults.of(policy, Defaults.device(spec));
        var kept = made.filter(before -> spec.upgradePolicy() != UpgradePolicy.FOLLOW);
        var plan =
                Defaults.apply(service, kept.map(before -> before.orElse(today)).orElse(today));
        var errors = new ArrayList<>(ambiguous(spec.model().source()));
        errors.addAll(Rules.check(plan, policy));
        return errors.isEmpty() ? plan : new Rejection(errors);
    }

    /** What a plan cannot show any more, since it holds one source at most. */
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
