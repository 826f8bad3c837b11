package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import io.embeddingops.resources.ServerPod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Causes that lie in the node, as far as the pod shows them: the operator has no permission to read nodes. */
final class NodeChecks {

    /** Time for a kubelet to accept a pod. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private NodeChecks() {}

    /**
     * The node controller takes the pods of a node that does not report out of service. A kubelet itself changes Ready only
     * together with the containers and gates that it stands for.
     */
    static Optional<Verdict> unreachable(Plan plan, Observation observation, PodView pod) {
        return Optional.of(pod)
                .filter(NodeChecks::isTakenOut)
                .map(lost -> new Verdict(
                        Reason.NODE_UNAVAILABLE,
                        "pod " + pod.name() + ": " + pod.node()
                                + " has stopped reporting, so the pod receives no requests: check the node and its"
                                + " kubelet; Kubernetes replaces the pod after 5 minutes"));
    }

    private static boolean isTakenOut(PodView pod) {
        return pod.has("Ready", "False")
                && pod.has("ContainersReady", "True")
                && GateChecks.unmet(pod).isEmpty()
                && !GateChecks.isUnmet(pod, ServerPod.VERIFIED);
    }

    /** The kubelet of the pod's node has not reacted to the pod. */
    static Optional<Verdict> notAccepted(Plan plan, Observation observation, PodView pod) {
        return Optional.of(pod)
                .filter(waiting -> observation.hasPassed(deadline(waiting)))
                .map(waiting -> new Verdict(
                        Reason.NODE_UNAVAILABLE,
                        "pod " + pod.name() + ": the kubelet of " + pod.node() + " has not accepted the pod for "
                                + GRACE.toSeconds() + " seconds: check the node and its kubelet"));
    }

    /** When a kubelet that has not accepted the pod counts as down. */
    static Optional<Instant> deadline(PodView pod) {
        var accepted = Optional.ofNullable(pod.pod().getStatus())
                .map(PodStatus::getStartTime)
                .isPresent();
        return pod.has(SchedulingChecks.SCHEDULED, "True")
                        && !accepted
                        && pod.server().isEmpty()
                ? pod.since(SchedulingChecks.SCHEDULED).map(since -> since.plus(GRACE))
                : Optional.empty();
    }
}
