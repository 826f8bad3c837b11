package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.soabase.recordbuilder.core.RecordBuilder;

/** What the autoscaler of the service does. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RecordBuilder
public record AutoscalingStatus(
        @JsonPropertyDescription("What scales: HPA or KEDA.")
        AutoscalingEngine engine,

        @JsonPropertyDescription(
                "Kind and name of the object that scales the service, such as" + " HorizontalPodAutoscaler/minilm.")
        String autoscaler,

        @JsonPropertyDescription("Number of servers that the autoscaler last asked for.")
        Integer desiredReplicas,

        @JsonPropertyDescription("When the autoscaler last changed the number of servers, RFC 3339.")
        String lastScaleTime) {

    public static final AutoscalingStatus EMPTY =
            AutoscalingStatusBuilder.builder().build();
}
