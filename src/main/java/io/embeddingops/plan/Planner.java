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
import java.util.stream.Stream;

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
        var plan = withDefaults(service, made);
        var errors = new ArrayList<>(errors(service, plan));
        if (fallback(service, Optional.empty()).orElse(null) instanceof Rejection rejection) {
            rejection.errors().stream().filter(error -> !errors.contains(error)).forEach(errors::add);
        }
        return errors.isEmpty() ? plan : new Rejection(errors);
    }

    /**
     * Plans the servers of spec.fallback; empty without the field.
     *
     * @param made operator defaults that these servers were created with
     */
    public Optional<PlanResult> fallback(EmbeddingService service, Optional<OperatorDefaults> made) {
        return FallbackService.of(service).map(view -> {
            var unreadable = unreadable(service);
            if (!unreadable.isEmpty()) {
                return new Rejection(unreadable);
            }
            var plan = withDefaults(view, made);
            var errors = new ArrayList<>(FallbackErrors.of(service.getSpec()));
            var fields = FallbackFields.of(service.getSpec());
            var known = List.copyOf(errors);
            errors(view, plan).stream()
                    .map(fields::rename)
                    .filter(error -> known.stream().noneMatch(earlier -> earlier.covers(error)))
                    .forEach(errors::add);
            return errors.isEmpty() ? plan.withServers(FallbackService.servers(plan.name())) : new Rejection(errors);
        });
    }

    /** What is probably not meant in spec.fallback, or may be refused by the cluster's operator. */
    public List<FieldError> fallbackWarnings(EmbeddingService service, Plan fallback) {
        var fields = FallbackFields.of(service.getSpec());
        return Stream.concat(Rules.warnings(fallback).stream(), policy.bounds().warnings(fallback).stream())
                .map(fields::rename)
                .toList();
    }

    private Plan withDefaults(EmbeddingService service, Optional<OperatorDefaults> made) {
        var spec = service.getSpec();
        var today = OperatorDefaults.of(policy, Defaults.device(spec), GpuDefaults.otherVendor(spec));
        var kept = made.filter(before -> spec.upgradePolicy() != UpgradePolicy.FOLLOW);
        return Defaults.apply(service, kept.map(before -> before.orElse(today)).orElse(today), policy);
    }

    private List<FieldError> errors(EmbeddingService service, Plan plan) {
        return Stream.concat(SourceErrors.of(service.getSpec().model()).stream(), Rules.check(plan, policy).stream())
                .toList();
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
