package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import java.util.List;
import java.util.Optional;

/** Ordered checks for the cause of a service's state, the most specific first: the first match decides. */
final class Checks {

    private static final List<Check> ALL = List.of(
            Checks::podCreation,
            Check.ofPods(PodChecks::unscheduled),
            Check.ofPods(PodChecks::imagePull),
            Check.ofPods(PodChecks::containerCreation),
            Check.ofPods(PodChecks::volumes),
            Check.ofPods(CrashChecks::outOfMemory),
            Check.ofPods(CrashChecks::startRefused),
            Check.ofPods(CrashChecks::startupTimeout),
            Check.ofPods(CrashChecks::killedAsUnhealthy),
            Check.ofPods(CrashChecks::crashed),
            Check.ofPods(PodChecks::notVerified),
            Check.ofPods(PodChecks::unhealthy),
            Check.ofPods(PodChecks::loading),
            Check.ofPods(PodChecks::starting),
            Checks::rollout,
            Checks::replicas,
            (plan, seen) -> seen.missing().stream().findFirst(),
            LoadBalancer::pending);

    private Checks() {}

    static Verdict verdict(Plan plan, Observation observation) {
        for (var check : ALL) {
            var found = check.apply(plan, observation);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return complete(observation);
    }

    private static Verdict complete(Observation observation) {
        return observation.desired() == 0
                ? new Verdict(Reason.SCALED_TO_ZERO, "spec.replicas is 0, so no server runs")
                : new Verdict(
                        Reason.READY, observation.ready() + " of " + observation.desired() + " replicas are ready");
    }

    /** The API server rejects the pods, because of a quota, Pod Security or a webhook. */
    private static Optional<Verdict> podCreation(Plan plan, Observation observation) {
        return observation
                .condition("ReplicaFailure")
                .filter(condition -> "True".equals(condition.getStatus()))
                .map(condition -> new Verdict(
                        Reason.POD_CREATION_FAILED,
                        "pods cannot be created: " + MessageText.oneLine(condition.getMessage())));
    }

    private static Optional<Verdict> rollout(Plan plan, Observation observation) {
        if (observation.deployment().isEmpty() || !observation.upToDate()) {
            return Optional.of(new Verdict(
                    Reason.ROLLOUT_IN_PROGRESS, "waiting for Kubernetes to act on Deployment " + plan.name()));
        }
        if (observation.updated() < observation.desired()
                || observation.replicas() > Math.min(observation.updated(), observation.desired())) {
            return Optional.of(new Verdict(
                    Reason.ROLLOUT_IN_PROGRESS,
                    observation.updated() + " of " + observation.desired() + " replicas have the current spec, "
                            + observation.ready() + " are ready"));
        }
        return Optional.empty();
    }

    /** Counts replicas, because a Deployment can report Available=True while no pod is ready. */
    private static Optional<Verdict> replicas(Plan plan, Observation observation) {
        return observation.available() < observation.desired()
                ? Optional.of(new Verdict(
                        Reason.REPLICAS_UNAVAILABLE,
                        observation.available() + " of " + observation.desired() + " replicas are available"))
                : Optional.empty();
    }
}
