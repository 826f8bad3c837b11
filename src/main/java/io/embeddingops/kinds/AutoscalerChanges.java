package io.embeddingops.kinds;

import io.embeddingops.keda.ScaledObject;
import io.embeddingops.keda.ScaledObjectStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerCondition;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Changes of autoscalers that trigger a reconcile. Kubernetes and KEDA write their statuses every 15 to 30 seconds, mostly with
 * nothing but measurements.
 */
final class AutoscalerChanges {

    private static final String FALSE = "False";

    private AutoscalerChanges() {}

    /** Changes of what is applied, of the decisions, and of whether the autoscaler can measure and scale. */
    static boolean ofHorizontalPodAutoscaler(HorizontalPodAutoscaler before, HorizontalPodAutoscaler now) {
        return !Objects.equals(before.getSpec(), now.getSpec())
                || differ(before.getMetadata(), now.getMetadata())
                || !decisions(before.getStatus()).equals(decisions(now.getStatus()));
    }

    private static List<Object> decisions(HorizontalPodAutoscalerStatus given) {
        return Optional.ofNullable(given)
                .<List<Object>>map(status -> Arrays.asList(
                        status.getDesiredReplicas(),
                        status.getLastScaleTime(),
                        status.getConditions().stream()
                                .map(AutoscalerChanges::meaning)
                                .toList()))
                .orElse(List.of());
    }

    /** The reasons of an autoscaler that works alternate with the load. */
    private static List<Object> meaning(HorizontalPodAutoscalerCondition condition) {
        return switch (condition.getType()) {
            case "ScalingActive" -> Arrays.asList(condition.getType(), condition.getStatus(), condition.getReason());
            case "AbleToScale" ->
                Arrays.asList(
                        condition.getType(),
                        condition.getStatus(),
                        FALSE.equals(condition.getStatus()) ? condition.getReason() : "");
            default -> List.of();
        };
    }

    /** Changes of what is applied, of the name of KEDA's autoscaler, and of whether KEDA can measure and scale. */
    static boolean ofScaledObject(ScaledObject before, ScaledObject now) {
        return differ(before.getMetadata(), now.getMetadata())
                || !decisions(before.getStatus()).equals(decisions(now.getStatus()));
    }

    private static List<Object> decisions(ScaledObjectStatus given) {
        return Optional.ofNullable(given)
                .<List<Object>>map(status -> Arrays.asList(
                        status.hpaName(),
                        status.conditions().stream()
                                // whether there is load
                                .filter(condition -> !"Active".equals(condition.getType()))
                                .map(condition -> Arrays.asList(
                                        condition.getType(), condition.getStatus(), condition.getReason()))
                                .toList()))
                .orElse(List.of());
    }

    private static boolean differ(ObjectMeta before, ObjectMeta now) {
        return !Changes.applied(before).equals(Changes.applied(now));
    }
}
