package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Pods that are being deleted and still hold what a new pod waits for, as in a rollout on the last GPU. */
final class TerminationChecks {

    /** After a pod's grace period, the kubelet kills its containers and removes it. */
    private static final Duration REMOVAL = Duration.ofSeconds(30);

    /** The longest pause of the scheduler between two attempts. */
    private static final Duration SCHEDULER = Duration.ofSeconds(10);

    /** What the scheduler says when another pod is in the way. */
    private static final Pattern OCCUPIED =
            Pattern.compile("Insufficient |anti-affinity|free ports|topology spread|cannot allocate all claims");

    private TerminationChecks() {}

    static Optional<Verdict> waiting(Plan plan, Observation observation, PodView pod) {
        return pod.condition(SchedulingChecks.SCHEDULED)
                .filter(condition -> "False".equals(condition.getStatus()) && condition.getMessage() != null)
                .filter(condition -> OCCUPIED.matcher(condition.getMessage()).find())
                .flatMap(condition -> last(observation)
                        .map(old -> verdict(plan, observation, pod, old))
                        .or(() -> noticed(observation, pod)));
    }

    /** A pod has just released what the new one waits for, and the scheduler has not tried again yet. */
    private static Optional<Verdict> noticed(Observation observation, PodView pod) {
        return deadline(observation)
                .filter(end -> observation.now().isBefore(end))
                .map(end -> new Verdict(
                        Reason.ROLLOUT_IN_PROGRESS,
                        "pod " + pod.name()
                                + " is waiting to be scheduled, since a pod of this service has just ended"));
    }

    private static Verdict verdict(Plan plan, Observation observation, PodView pod, PodView old) {
        var end = old.deletion().orElseThrow();
        var holds = plan.gpu()
                        .flatMap(gpu -> gpu.resourceName().map(resource -> gpu.count() + " " + resource + " on "))
                        .orElse("its resources on ")
                + old.node();
        if (observation.hasPassed(Optional.of(end.plus(REMOVAL)))) {
            return new Verdict(
                    Reason.TERMINATION_STUCK,
                    "pod " + old.name() + " should have ended by " + end + ", but still holds " + holds
                            + ", for which pod " + pod.name() + " waits" + finalizers(old));
        }
        return PodFailure.of(old)
                .filter(failure -> failure == PodFailure.PREEMPTED)
                .map(failure -> new Verdict(
                        Reason.POD_PREEMPTED,
                        "pod " + old.name() + " is being preempted on " + old.node() + message(old)
                                + EndedPodRemedy.of(failure, "")))
                .orElseGet(() -> new Verdict(
                        Reason.ROLLOUT_IN_PROGRESS,
                        "pod " + pod.name() + " waits for pod " + old.name() + " to finish, which holds " + holds
                                + ", until " + end + " at the latest" + disrupted(old)));
    }

    /** When the last pod that is being deleted counts as stuck, or the scheduler must have noticed that it ended. */
    static Optional<Instant> deadline(Observation observation) {
        return last(observation)
                .flatMap(PodView::deletion)
                .map(end -> end.plus(REMOVAL))
                .or(() -> observation.released().map(end -> end.plus(SCHEDULER)));
    }

    private static Optional<PodView> last(Observation observation) {
        return observation.terminating().stream()
                .max(Comparator.comparing((PodView pod) -> pod.deletion().orElseThrow())
                        .thenComparing(PodView::name));
    }

    private static String disrupted(PodView old) {
        return PodFailure.disruption(old)
                .filter("EvictionByEvictionAPI"::equals)
                .map(reason -> "; it was evicted, as a drain of the node does")
                .orElse("");
    }

    private static String message(PodView old) {
        return old.condition("DisruptionTarget")
                .map(condition -> MessageText.oneLine(condition.getMessage()))
                .filter(text -> !text.isEmpty())
                .map(text -> ": " + text)
                .orElse("");
    }

    private static String finalizers(PodView old) {
        var finalizers =
                Optional.ofNullable(old.pod().getMetadata().getFinalizers()).orElse(List.of());
        return finalizers.isEmpty()
                ? ": check " + old.node() + "; if it is down for good, run kubectl delete pod " + old.name()
                        + " --grace-period=0 --force"
                : ": it has the finalizers " + String.join(", ", finalizers) + ", which their owner must remove";
    }
}
