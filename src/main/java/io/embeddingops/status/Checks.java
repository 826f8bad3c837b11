package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import java.util.List;

/** Ordered checks for the cause of a service's state, the most specific first: the first match decides. */
final class Checks {

    private static final List<Check> ALL = List.of(
            DeploymentChecks::podCreation,
            EndedPodChecks::ended,
            Check.ofPods(TerminationChecks::waiting),
            Check.ofPods(SchedulingChecks::unscheduled),
            Check.ofPods(SchedulingChecks::ignored),
            Check.ofPods(NodeChecks::unreachable),
            Check.ofPods(NodeChecks::notAccepted),
            Check.ofPods(PodChecks::imagePull),
            Check.ofPods(PodChecks::containerCreation),
            Check.ofPods(OtherContainerChecks::waiting),
            Check.ofPods(EventChecks::volumes),
            Check.ofPods(EventChecks::preparation),
            Check.ofPods(FetchChecks::failed),
            Check.ofPods(CrashChecks::outOfMemory),
            Check.ofPods(CrashChecks::startRefused),
            Check.ofPods(CrashChecks::startupTimeout),
            Check.ofPods(CrashChecks::killedAsUnhealthy),
            Check.ofPods(CrashChecks::crashed),
            Check.ofPods(OtherContainerChecks::exited),
            AccessChecks::closed,
            Check.ofPods(GateChecks::notVerified),
            Check.ofPods(GateChecks::closed),
            Check.ofPods(OtherContainerChecks::unready),
            Check.ofPods(PodChecks::unhealthy),
            Check.ofPods(LoadingChecks::overdue),
            FetchChecks::downloading,
            Check.ofPods(LoadingChecks::loading),
            Check.ofPods(OtherContainerChecks::initializing),
            Check.ofPods(PodChecks::starting),
            DeploymentChecks::rollout,
            DeploymentChecks::replicas,
            (plan, seen) -> seen.missing().stream().findFirst(),
            RouteChecks::notAccepted,
            LoadBalancer::pending);

    private Checks() {}

    static Verdict verdict(Plan plan, Observation observation) {
        for (var check : ALL) {
            var found = check.apply(plan, observation);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return complete(plan, observation);
    }

    private static Verdict complete(Plan plan, Observation observation) {
        return observation.desired() == 0
                ? new Verdict(Reason.SCALED_TO_ZERO, scaledToZero(plan.replicasElsewhere()))
                : new Verdict(
                        Reason.READY,
                        observation.ready() + " of " + observation.desired() + " replicas are ready"
                                + (plan.replicasElsewhere()
                                        ? "; another manager, such as an autoscaler, sets the replicas of the Deployment,"
                                                + " so spec.replicas has no effect"
                                        : ""));
    }

    /** Why no server runs. */
    static String scaledToZero(boolean replicasElsewhere) {
        return replicasElsewhere
                ? "another manager, such as an autoscaler, has scaled the Deployment to 0, so no server runs and"
                        + " spec.replicas has no effect"
                : "spec.replicas is 0, so no server runs";
    }
}
