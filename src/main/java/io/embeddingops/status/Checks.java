package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import java.util.List;
import java.util.Optional;

/** Ordered checks for the cause of a service's state, the most specific first: the first match decides. */
final class Checks {

    /** Causes in the Deployment and its pods. */
    private static final List<Check> SERVERS = List.of(
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
            DeploymentChecks::replicas);

    /** Causes around servers that are complete. */
    private static final List<Check> AROUND = List.of(
            (plan, seen) -> seen.missing().stream().findFirst(),
            RouteChecks::notAccepted,
            TransitionChecks::incomplete,
            LoadBalancer::pending);

    private Checks() {}

    /** The state of the service: that of its servers first, then what is around them. */
    static Verdict verdict(Plan plan, Observation observation) {
        return ofServers(plan, observation)
                .or(() -> first(AROUND, plan, observation))
                .orElseGet(() -> complete(plan, observation));
    }

    /** Why not all servers of the plan are available; empty if they are. */
    static Optional<Verdict> ofServers(Plan plan, Observation observation) {
        return first(SERVERS, plan, observation);
    }

    private static Optional<Verdict> first(List<Check> checks, Plan plan, Observation observation) {
        for (var check : checks) {
            var found = check.apply(plan, observation);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
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
