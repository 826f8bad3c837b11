package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.AutoscalingEngine;
import io.embeddingops.api.v1alpha1.AutoscalingSpec;
import io.embeddingops.api.v1alpha1.KedaTrigger;
import io.embeddingops.api.v1alpha1.KedaTriggerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicy;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies the defaults of spec.autoscaling. */
final class AutoscalingDefaults {

    static final int MIN_REPLICAS = 1;
    static final int TARGET_UTILIZATION = 70;

    /** A server needs about a minute to load its model, so that long must pass until more are asked for. */
    private static final int PERIOD_SECONDS = 60;

    private static final int SCALE_DOWN_WINDOW_SECONDS = 300;

    private AutoscalingDefaults() {}

    static Optional<AutoscalingPlan> apply(AutoscalingSpec given, Policy policy) {
        return Optional.ofNullable(given)
                .map(spec -> AutoscalingPlanBuilder.builder()
                        .minReplicas(minReplicas(spec))
                        .maxReplicas(or(spec.maxReplicas(), 0))
                        .asked(Optional.ofNullable(spec.engine()))
                        .engine(or(spec.engine(), AutoscalingEngine.HPA))
                        .targetUtilization(or(spec.targetUtilization(), TARGET_UTILIZATION))
                        .behavior(behavior(or(spec.behavior(), new HorizontalPodAutoscalerBehavior())))
                        .triggers(or(spec.triggers(), List.<KedaTrigger>of()).stream()
                                .map(AutoscalingDefaults::trigger)
                                .toList())
                        .prometheus(policy.prometheus())
                        .build());
    }

    /** The number of servers until the autoscaler has decided; 0 switches autoscaling off, so it stays. */
    static int replicas(int given, AutoscalingSpec spec) {
        return spec == null || given == 0
                ? given
                : Math.min(Math.max(given, minReplicas(spec)), Math.max(1, or(spec.maxReplicas(), given)));
    }

    private static int minReplicas(AutoscalingSpec spec) {
        return or(spec.minReplicas(), MIN_REPLICAS);
    }

    private static KedaTrigger trigger(KedaTrigger given) {
        return KedaTriggerBuilder.builder(given)
                .type(or(given.type(), ""))
                .metadata(or(given.metadata(), Map.of()))
                .build();
    }

    /** With all fields, since the API server would add Kubernetes' own defaults for those that are absent. */
    private static HorizontalPodAutoscalerBehavior behavior(HorizontalPodAutoscalerBehavior given) {
        var behavior = new HorizontalPodAutoscalerBehavior();
        behavior.setScaleUp(rules(given.getScaleUp(), 0, percent(100), pods(1)));
        behavior.setScaleDown(rules(given.getScaleDown(), SCALE_DOWN_WINDOW_SECONDS, percent(25), pods(1)));
        return behavior;
    }

    private static HPAScalingRules rules(HPAScalingRules from, int windowSeconds, HPAScalingPolicy... policies) {
        var given = or(from, new HPAScalingRules());
        var rules = new HPAScalingRules();
        rules.setStabilizationWindowSeconds(or(given.getStabilizationWindowSeconds(), windowSeconds));
        rules.setSelectPolicy(or(given.getSelectPolicy(), "Max"));
        rules.setPolicies(given.getPolicies().isEmpty() ? List.of(policies) : given.getPolicies());
        rules.setTolerance(given.getTolerance() == null ? null : CanonicalQuantity.of(given.getTolerance()));
        return rules;
    }

    private static HPAScalingPolicy percent(int value) {
        return policy("Percent", value);
    }

    private static HPAScalingPolicy pods(int value) {
        return policy("Pods", value);
    }

    private static HPAScalingPolicy policy(String type, int value) {
        var policy = new HPAScalingPolicy();
        policy.setType(type);
        policy.setValue(value);
        policy.setPeriodSeconds(PERIOD_SECONDS);
        return policy;
    }

    private static <T> T or(T value, T fallback) {
        return value == null ? fallback : value;
    }
}
