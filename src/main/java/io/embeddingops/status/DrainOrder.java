package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses the servers that a scale-down takes away: those with the fewest active requests. Kubernetes takes pods that are not
 * ready first, and among the others those with the lowest deletion cost.
 */
public final class DrainOrder {

    /** Annotation of a pod that Kubernetes compares. */
    public static final String ANNOTATION = "controller.kubernetes.io/pod-deletion-cost";

    /** Below the cost of pods without the annotation, which is 0. */
    public static final String FIRST = "-100";

    private DrainOrder() {}

    /** The ready servers among which to choose; empty unless some, but not all of them are about to be taken away. */
    public static List<PodView> candidates(Plan plan, Observation seen) {
        var ready = seen.pods().stream().filter(PodView::ready).toList();
        return isScaleDown(plan, seen) && going(plan, seen) > 0 ? ready : List.of();
    }

    /**
     * The pods to take away first.
     *
     * @param load active requests by pod UID; a server that does not answer counts as idle
     */
    public static Set<String> first(Plan plan, Observation seen, Map<String, Double> load) {
        return candidates(plan, seen).stream()
                .sorted(Comparator.comparingDouble(pod -> load.getOrDefault(pod.uid(), 0.0)))
                .limit(Math.max(0, going(plan, seen)))
                .map(PodView::uid)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a pod is marked as one of the first to go. */
    public static boolean isMarked(PodView pod) {
        return Optional.ofNullable(pod.pod().getMetadata().getAnnotations())
                .filter(annotations -> FIRST.equals(annotations.get(ANNOTATION)))
                .isPresent();
    }

    /** During a rollout Kubernetes chooses by template. */
    private static boolean isScaleDown(Plan plan, Observation seen) {
        return plan.replicas() > 0
                && plan.replicas() < seen.desired()
                && !plan.replicasElsewhere()
                && seen.upToDate()
                && seen.deployment()
                        .map(found -> found.getStatus())
                        .map(DeploymentStatus::getReplicas)
                        .filter(all -> all == seen.updated())
                        .isPresent();
    }

    /** How many ready servers have to go; those that are not ready go first. */
    private static long going(Plan plan, Observation seen) {
        return seen.pods().stream().filter(PodView::ready).count() - plan.replicas();
    }
}
