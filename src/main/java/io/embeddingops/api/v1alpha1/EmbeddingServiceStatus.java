package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.embeddingops.api.read.StatusDeserializer;
import io.embeddingops.api.schema.ListTypes;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/** The observed state of a service. Nothing in it changes with time alone, so that a resync writes nothing. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonDeserialize(using = StatusDeserializer.class)
@SchemaCustomizer(value = ListTypes.class, input = "conditions=type")
@RecordBuilder
public record EmbeddingServiceStatus(
        @JsonPropertyDescription("The metadata.generation that the status was computed from.")
        Long observedGeneration,

        @StatusReplicas @JsonPropertyDescription("Number of pods.")
        Integer replicas,

        @JsonPropertyDescription("Number of pods that pass their health checks.")
        Integer readyReplicas,

        @LabelSelector @JsonPropertyDescription("Label selector of the pods, for the scale subresource.")
        String selector,

        @JsonPropertyDescription("The base_url for clients inside the cluster.")
        String url,

        @JsonPropertyDescription("The base_url for clients outside of the cluster, as soon as a Service of type"
                + " LoadBalancer has an address.")
        String externalUrl,

        @JsonPropertyDescription("Settings for clients, as soon as all of them are known.")
        ClientStatus client,

        @JsonPropertyDescription("The autoscaler of spec.autoscaling.")
        AutoscalingStatus autoscaling,

        @JsonPropertyDescription("The model being served.") ModelStatus model,

        @JsonPropertyDescription("The image that the pods should run.")
        String image,

        @JsonPropertyDescription(
                "The operator's defaults that the pods were created with. With upgradePolicy Pinned the"
                        + " pods keep them.")
        DefaultsStatus defaults,

        @JsonPropertyDescription("The vector space that the service must keep, once a pod has been verified.")
        VectorSpaceStatus vectorSpace,

        @JsonPropertyDescription("The servers of spec.fallback.")
        FallbackStatus fallback,

        @JsonPropertyDescription(
                "Ready and Available are always present, Verified unless spec.verification.mode is Off,"
                        + " Autoscaled with spec.autoscaling, FallbackReady with spec.fallback, Reconciling and Stalled only while True.")
        List<Condition> conditions) {

    public static final EmbeddingServiceStatus EMPTY =
            EmbeddingServiceStatusBuilder.builder().build();

    public EmbeddingServiceStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** The condition of that type. */
    public Optional<Condition> condition(String type) {
        for (var condition : conditions) {
            if (type.equals(condition.type())) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }
}
