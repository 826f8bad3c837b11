package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.AutoscalingEngine;
import io.embeddingops.api.v1alpha1.KedaTrigger;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * The autoscaler of a service.
 *
 * @param minReplicas least number of servers, 0 or more
 * @param maxReplicas greatest number of servers, 1 or more
 * @param asked the engine that the spec asks for; empty for the default
 * @param engine the engine in force
 * @param targetUtilization load of each server to aim for, in percent, 10 to 85
 * @param behavior how fast the number of servers rises and falls
 * @param triggers triggers of KEDA beside the servers' load
 * @param prometheus where KEDA finds the servers' load; empty if the operator knows no Prometheus
 */
@RecordBuilder
public record AutoscalingPlan(
        int minReplicas,
        int maxReplicas,
        Optional<AutoscalingEngine> asked,
        AutoscalingEngine engine,
        int targetUtilization,
        HorizontalPodAutoscalerBehavior behavior,
        List<KedaTrigger> triggers,
        Optional<PrometheusServer> prometheus) {

    public AutoscalingPlan {
        triggers = List.copyOf(triggers);
    }

    /**
     * A copy whose engine is the one that the spec asks for, or the default.
     *
     * @param suits whether KEDA is there, and better than CPU for the service's device
     */
    AutoscalingPlan withKeda(boolean suits) {
        var byDefault = suits && prometheus.isPresent() ? AutoscalingEngine.KEDA : AutoscalingEngine.HPA;
        return AutoscalingPlanBuilder.builder(this)
                .engine(asked.orElse(byDefault))
                .build();
    }
}
