package io.embeddingops.keda;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/**
 * The fields of a ScaledObject that the operator sets, named as in KEDA's API.
 *
 * @param minReplicaCount least number of pods, 0 or more
 * @param maxReplicaCount greatest number of pods, 1 or more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@RecordBuilder
public record ScaledObjectSpec(
        Target scaleTargetRef,
        Integer minReplicaCount,
        Integer maxReplicaCount,
        Advanced advanced,
        List<Trigger> triggers) {

    /** The object that is scaled. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Target(String apiVersion, String kind, String name) {}

    /** Settings of the HorizontalPodAutoscaler. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Advanced(Hpa horizontalPodAutoscalerConfig) {}

    /** Settings of the HorizontalPodAutoscaler. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Hpa(HorizontalPodAutoscalerBehavior behavior) {}

    /** A source of load. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Trigger(
            String type,
            String name,
            String metricType,
            Map<String, String> metadata,
            Authentication authenticationRef) {}

    /** Where the credentials of a trigger are. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Authentication(String kind, String name) {}
}
