package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import java.util.List;
import java.util.Optional;

/** What may be the matter, the most specific cause first: the first check that fires decides. */
final class Checks {

    private static final List<Check> ALL = List.of(
            Checks::podCreation,
            Check.ofPods(PodChecks::unscheduled),
            Check.ofPods(PodChecks::imagePull),
            Check.ofPods(PodChecks::containerCreation),
            Check.ofPods(PodChecks::volumes),
            Check.ofPods(CrashChecks::outOfMemory),
            Check.ofPods(CrashChecks::startupTimeout),
            Check.ofPods(CrashChecks::killedAsUnhealthy),
            Check.ofPods(CrashChecks::crashed),
            Check.ofPods(PodChecks::notVerified),
            Check.ofPods(PodChecks::unhealthy),
            Check.ofPods(PodChecks::loading),
            Check.ofPods(PodChecks::starting),
            Checks::rollout,
            Checks::replicas,
            (plan, seen) -> seen.missing().stream().findFirst());

    private Checks() {}

    static Verdict verdict(Plan plan, Observation seen) {
        for (var check : ALL) {
            var found = check.apply(plan, seen);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return complete(seen);
    }

    private static Verdict complete(Observation seen) {
        return seen.wanted() == 0
                ? new Verdict(Reason.SCALED_TO_ZERO, "spec.replicas is 0, so no server runs")
                : new Verdict(Reason.READY, seen.ready() + " of " + seen.wanted() + " replicas are ready");
    }

    /** The API server refuses the pods themselves: a quota, Pod Security, a webhook. */
    private static Optional<Verdict> podCreation(Plan plan, Observation seen) {
        return seen.condition("ReplicaFailure")
                .filter(condition -> "True".equals(condition.getStatus()))
                .map(condition -> new Verdict(
                        Reason.POD_CREATION_FAILED,
                        "pods cannot be created: " + Words.oneLine(condition.getMessage())));
    }

    private static Optional<Verdict> rollout(Plan plan, Observation seen) {
        if (seen.deployment().isEmpty() || !seen.observed()) {
            return Optional.of(new Verdict(
                    Reason.ROLLOUT_IN_PROGRESS, "waiting for Kubernetes to act on Deployment " + plan.name()));
        }
        if (seen.updated() < seen.wanted() || seen.replicas() > Math.min(seen.updated(), seen.wanted())) {
            return Optional.of(new Verdict(
                    Reason.ROLLOUT_IN_PROGRESS,
                    seen.updated() + " of " + seen.wanted() + " replicas have the current spec, " + seen.ready()
                            + " are ready"));
        }
        return Optional.empty();
    }

    /** Counted from replicas: a Deployment may call itself available with no pod ready. */
    private static Optional<Verdict> replicas(Plan plan, Observation seen) {
        return seen.available() < seen.wanted()
                ? Optional.of(new Verdict(
                        Reason.REPLICAS_UNAVAILABLE,
                        seen.available() + " of " + seen.wanted() + " replicas are available"))
                : Optional.empty();
    }
}
