package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import java.util.Optional;
import java.util.function.Function;

/** Looks for one cause. */
@FunctionalInterface
interface Check {

    /** The verdict if this cause applies. */
    Optional<Verdict> apply(Plan plan, Observation observation);

    /** Checks the pods of the current template that are not ready, the newest first. */
    static Check ofPods(PodCheck check) {
        return (plan, observation) -> observation.current().stream()
                .filter(pod -> !pod.ready())
                .map(pod -> check.apply(plan, observation, pod))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Checks pods by their own status only. */
    static Check ofPods(Function<PodView, Optional<Verdict>> check) {
        return ofPods((plan, observation, pod) -> check.apply(pod));
    }

    /** Looks for one cause in one pod. */
    @FunctionalInterface
    interface PodCheck {
        Optional<Verdict> apply(Plan plan, Observation observation, PodView pod);
    }
}
