package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import java.util.Optional;
import java.util.function.Function;

/** Looks for one cause. */
@FunctionalInterface
interface Check {

    /** The verdict if this cause is at work. */
    Optional<Verdict> apply(Plan plan, Observation seen);

    /** A check of the pods of the current template that are not ready, the newest first. */
    static Check ofPods(PodCheck check) {
        return (plan, seen) -> seen.current().stream()
                .filter(pod -> !pod.ready())
                .map(pod -> check.apply(plan, seen, pod))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A check of one pod by what its status says. */
    static Check ofPods(Function<PodView, Optional<Verdict>> check) {
        return ofPods((plan, seen, pod) -> check.apply(pod));
    }

    /** Looks for one cause in one pod. */
    @FunctionalInterface
    interface PodCheck {
        Optional<Verdict> apply(Plan plan, Observation seen, PodView pod);
    }
}
