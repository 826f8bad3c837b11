package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.AutoscalingEngine;
import io.embeddingops.plan.AutoscalingPlan;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A service's autoscaler as it was planned and as it is.
 *
 * @param appliedBy who applies spec.replicas of the service, which the autoscaler sets
 */
record Autoscaler(Plan plan, AutoscalingPlan wanted, Observation seen, Optional<String> appliedBy) {

    /** A failure may pass. An autoscaler measures every 15 seconds, so that missing metrics are reported within a minute. */
    private static final Duration GRACE = Duration.ofSeconds(40);

    /** Prometheus needs two samples of the first server, and usually takes one every 30 seconds. */
    private static final Duration FIRST_SAMPLES = Duration.ofSeconds(90);

    private static final String TRUE = "True";
    private static final String FALSE = "False";

    static Optional<Autoscaler> of(Plan plan, Observation seen, Optional<String> appliedBy) {
        return plan.autoscaling().map(wanted -> new Autoscaler(plan, wanted, seen, appliedBy));
    }

    boolean keda() {
        return wanted.engine() == AutoscalingEngine.KEDA;
    }

    /** Kind and name of the operator's own object. */
    String object() {
        return (keda() ? "ScaledObject " : "HorizontalPodAutoscaler ") + plan.name();
    }

    /** Whether the operator's own object exists. */
    boolean exists() {
        return keda()
                ? seen.scaledObject().isPresent()
                : seen.horizontalPodAutoscaler().isPresent();
    }

    boolean serverReady() {
        return seen.pods().stream().anyMatch(PodView::ready);
    }

    /**
     * Whether it measures and scales. Without servers nothing can be measured, and KEDA, not the HorizontalPodAutoscaler, starts
     * the first one.
     */
    boolean works() {
        var none = keda() && plan.replicas() == 0 && evaluated();
        var measures = has(hpa("ScalingActive"), TRUE)
                && (!keda()
                        || keda("Ready")
                                .filter(is -> TRUE.equals(is.getStatus()))
                                .isPresent());
        return (none || measures) && failed("AbleToScale").isEmpty();
    }

    /** Whether anything has evaluated the objects since they were created. */
    boolean evaluated() {
        return (hpa("ScalingActive").isPresent() || has(hpa("AbleToScale"), FALSE))
                && (!keda()
                        || keda("Ready").filter(is -> is.getReason() != null).isPresent());
    }

    /** The condition of that type if it is False. */
    Optional<HorizontalPodAutoscalerCondition> failed(String type) {
        return hpa(type).filter(condition -> FALSE.equals(condition.getStatus()));
    }

    /** The condition of that type of the HorizontalPodAutoscaler, which KEDA may have made. */
    private Optional<HorizontalPodAutoscalerCondition> hpa(String type) {
        return seen.horizontalPodAutoscaler().map(HorizontalPodAutoscaler::getStatus).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    /** The condition of that type of the ScaledObject. */
    Optional<Condition> keda(String type) {
        return seen.scaledObject().map(object -> object.getStatus()).stream()
                .flatMap(status -> status.conditions().stream())
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    private static boolean has(Optional<HorizontalPodAutoscalerCondition> condition, String status) {
        return condition.filter(is -> status.equals(is.getStatus())).isPresent();
    }

    /** When a failure is reported; empty if nothing says since when it exists. */
    Optional<Instant> deadline() {
        var failures = Stream.of("ScalingActive", "AbleToScale")
                .flatMap(type -> failed(type).stream())
                .flatMap(condition -> PodView.time(condition.getLastTransitionTime()).stream())
                .map(begin -> begin.plus(GRACE));
        var firstReady = seen.pods().stream()
                .filter(PodView::ready)
                .flatMap(pod -> pod.since("Ready").stream())
                .min(Comparator.naturalOrder())
                .map(begin -> begin.plus(keda() ? FIRST_SAMPLES : GRACE));
        return Stream.concat(failures, firstReady.stream())
                .max(Comparator.naturalOrder())
                .filter(deadline -> !works());
    }
}
