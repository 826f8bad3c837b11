package io.embeddingops.status;

import java.util.Optional;
import java.util.Set;

/** How a pod ended for good. */
enum PodFailure {
    EVICTED(Reason.POD_EVICTED, "was evicted from"),
    PREEMPTED(Reason.POD_PREEMPTED, "was preempted on"),
    NODE_LOST(Reason.NODE_UNAVAILABLE, "was lost with"),
    REJECTED(Reason.POD_REJECTED, "was rejected by"),
    FAILED(Reason.POD_FAILED, "failed on");

    private static final Set<String> NODE = Set.of("NodeLost", "NodeShutdown", "Shutdown", "Terminated");
    private static final Set<String> NODE_DISRUPTIONS = Set.of("DeletionByTaintManager", "DeletionByPodGC");

    private final Reason reason;
    private final String verb;

    PodFailure(Reason reason, String verb) {
        this.reason = reason;
        this.verb = verb;
    }

    Reason reason() {
        return reason;
    }

    String verb() {
        return verb;
    }

    /** How the pod ended, by its status and the condition of those who disrupt pods; empty if it was deleted on purpose. */
    static Optional<PodFailure> of(PodView pod) {
        var reason = reason(pod).orElse("");
        var disruption = disruption(pod).orElse("");
        if (reason.equals("Evicted")) {
            return Optional.of(EVICTED);
        } else if (reason.equals("Preempting")
                || reason.equals("Preempted")
                || disruption.equals("PreemptionByScheduler")) {
            return Optional.of(PREEMPTED);
        } else if (NODE.contains(reason) || NODE_DISRUPTIONS.contains(disruption)) {
            return Optional.of(NODE_LOST);
        } else if (pod.deletion().isPresent()) {
            return Optional.empty();
        } else if (disruption.equals("EvictionByEvictionAPI") || disruption.equals("TerminationByKubelet")) {
            return Optional.of(EVICTED);
        }
        return Optional.of(!reason.isEmpty() && !pod.ran() ? REJECTED : FAILED);
    }

    /** The kubelet's reason, such as Evicted or UnexpectedAdmissionError. */
    static Optional<String> reason(PodView pod) {
        return Optional.ofNullable(pod.pod().getStatus())
                .map(status -> status.getReason())
                .filter(reason -> !reason.isEmpty());
    }

    /** Who disrupted the pod, such as EvictionByEvictionAPI. */
    static Optional<String> disruption(PodView pod) {
        return pod.condition("DisruptionTarget")
                .filter(condition -> "True".equals(condition.getStatus()))
                .map(condition -> condition.getReason());
    }
}
