package io.embeddingops.resources;

import io.embeddingops.api.v1alpha1.AutoscalingEngine;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.plan.AutoscalingPlan;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.autoscaling.v2.ContainerResourceMetricSource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The HorizontalPodAutoscaler that sets the number of servers by their CPU. */
public final class ServerAutoscaler {

    private ServerAutoscaler() {}

    /** The autoscaler of a plan; empty if it asks for none, or for KEDA. */
    public static Optional<HorizontalPodAutoscaler> build(Plan plan) {
        return plan.autoscaling()
                .filter(autoscaling -> autoscaling.engine() == AutoscalingEngine.HPA)
                .map(autoscaling -> build(plan, autoscaling));
    }

    private static HorizontalPodAutoscaler build(Plan plan, AutoscalingPlan autoscaling) {
        var spec = new HorizontalPodAutoscalerSpec();
        spec.setScaleTargetRef(target(plan));
        spec.setMinReplicas(autoscaling.minReplicas());
        spec.setMaxReplicas(autoscaling.maxReplicas());
        spec.setMetrics(List.of(cpu(autoscaling.targetUtilization())));
        spec.setBehavior(autoscaling.behavior());
        var object = new HorizontalPodAutoscaler();
        object.setMetadata(Metadata.of(plan, Map.of(), Map.of()));
        object.setSpec(spec);
        return object;
    }

    /** The service, whose scale subresource sets spec.replicas; the operator passes the number on to the Deployment. */
    private static CrossVersionObjectReference target(Plan plan) {
        var target = new CrossVersionObjectReference();
        target.setApiVersion(EmbeddingService.API_VERSION);
        target.setKind(EmbeddingService.KIND);
        target.setName(plan.name());
        return target;
    }

    /** Only that of the server: sidecars that others add do not count. */
    private static MetricSpec cpu(int utilization) {
        var target = new MetricTarget();
        target.setType("Utilization");
        target.setAverageUtilization(utilization);
        var source = new ContainerResourceMetricSource();
        source.setName("cpu");
        source.setContainer(ServerContainer.NAME);
        source.setTarget(target);
        var metric = new MetricSpec();
        metric.setType("ContainerResource");
        metric.setContainerResource(source);
        return metric;
    }
}
