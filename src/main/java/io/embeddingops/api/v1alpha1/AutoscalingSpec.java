package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.embeddingops.api.schema.ListTypes;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** How the number of servers follows the load. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = ListTypes.class, input = "triggers=atomic")
@RecordBuilder
public record AutoscalingSpec(
        @Min(0)
        @Max(10000)
        @JsonPropertyDescription("Least number of servers, 0 to 10000, default 1. 0 requires engine KEDA and a trigger"
                + " that starts the first server.")
        Integer minReplicas,

        @Required
        @Min(1)
        @Max(10000)
        @JsonPropertyDescription("Greatest number of servers, 1 to 10000, at least minReplicas.")
        Integer maxReplicas,

        @JsonPropertyDescription("What scales: HPA, a HorizontalPodAutoscaler by CPU; or KEDA, a ScaledObject by the"
                + " share of time in which the servers are busy, which Prometheus measures. Default: KEDA for device"
                + " gpu if the cluster has KEDA and the operator's --prometheus-address is set, otherwise HPA.")
        AutoscalingEngine engine,

        @Min(10)
        @Max(85)
        @JsonPropertyDescription("Load of each server to aim for, in percent, 10 to 85, default 70. With KEDA of the"
                + " time, with HPA of the CPU request of the server container.")
        Integer targetUtilization,

        @JsonPropertyDescription("How fast the number of servers rises and falls, as in a HorizontalPodAutoscaler."
                + " Default: it can double every 60 seconds, and falls by a quarter, at least one, every 60 seconds"
                + " after 300 seconds with less load.")
        HorizontalPodAutoscalerBehavior behavior,

        @Size(max = 8)
        @JsonPropertyDescription("Other triggers of the ScaledObject, such as cron. Only with engine KEDA; their types"
                + " must be listed in the operator's --allowed-keda-triggers. At most 8.")
        List<KedaTrigger> triggers) {

    public static final AutoscalingSpec EMPTY = AutoscalingSpecBuilder.builder().build();
}
