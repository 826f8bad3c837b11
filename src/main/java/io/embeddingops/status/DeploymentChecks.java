package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** States of the Deployment, where no pod shows a cause. */
final class DeploymentChecks {

    /** Time for Kubernetes to act on a changed Deployment. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private DeploymentChecks() {}

    /** The API server rejects the pods, because of a quota, Pod Security or a webhook. */
    static Optional<Verdict> podCreation(Plan plan, Observation observation) {
        return observation
                .condition("ReplicaFailure")
                .filter(condition -> "True".equals(condition.getStatus()))
                .map(condition -> new Verdict(
                        Reason.POD_CREATION_FAILED,
                        "pods cannot be created: " + MessageText.oneLine(condition.getMessage())));
    }

    static Optional<Verdict> rollout(Plan plan, Observation observation) {
        var unobserved = observation.deployment().isEmpty() || !observation.upToDate();
        if (unobserved && observation.hasPassed(deadline(observation))) {
            return progress("Kubernetes has not acted on Deployment " + plan.servers() + " for " + GRACE.toSeconds()
                    + " seconds: check that kube-controller-manager is running");
        } else if (unobserved) {
            return progress("waiting for Kubernetes to act on Deployment " + plan.servers());
        }
        var incomplete = observation.updated() < observation.desired()
                || observation.replicas() > Math.min(observation.updated(), observation.desired());
        if (incomplete && isPaused(observation)) {
            return progress("Deployment " + plan.servers() + " is paused, " + counts(observation)
                    + ": run kubectl rollout resume deployment/" + plan.servers());
        }
        return incomplete ? progress(counts(observation)) : Optional.empty();
    }

    /** Counts replicas, because a Deployment can report Available=True while no pod is ready. */
    static Optional<Verdict> replicas(Plan plan, Observation observation) {
        return observation.available() < observation.desired()
                ? Optional.of(new Verdict(
                        Reason.REPLICAS_UNAVAILABLE,
                        observation.available() + " of " + observation.desired() + " replicas are available"))
                : Optional.empty();
    }

    /** When a Deployment on which nobody acts is reported. */
    static Optional<Instant> deadline(Observation observation) {
        return observation
                .deployment()
                .filter(deployment -> !observation.upToDate())
                .flatMap(SpecChange::time)
                .map(changed -> changed.plus(GRACE));
    }

    private static boolean isPaused(Observation observation) {
        return observation
                .deployment()
                .filter(deployment -> Boolean.TRUE.equals(deployment.getSpec().getPaused()))
                .isPresent();
    }

    private static String counts(Observation observation) {
        return observation.updated() + " of " + observation.desired() + " replicas have the current spec, "
                + observation.ready() + " are ready";
    }

    private static Optional<Verdict> progress(String message) {
        return Optional.of(new Verdict(Reason.ROLLOUT_IN_PROGRESS, message));
    }
}
