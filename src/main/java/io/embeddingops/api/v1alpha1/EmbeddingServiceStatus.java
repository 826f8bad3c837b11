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

/** What the operator saw. It changes only when something did; time passing changes nothing in it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonDeserialize(using = StatusDeserializer.class)
@SchemaCustomizer(value = ListTypes.class, input = "conditions=type")
@RecordBuilder
public record EmbeddingServiceStatus(
        @JsonPropertyDescription("The metadata.generation that this status speaks of.")
        Long observedGeneration,

        @StatusReplicas @JsonPropertyDescription("Pods that exist.")
        Integer replicas,

        @JsonPropertyDescription("Pods that answer health checks.")
        Integer readyReplicas,

        @LabelSelector @JsonPropertyDescription("Label selector of the pods, for the scale subresource.")
        String selector,

        @JsonPropertyDescription("Exactly what a client's base_url must be, from inside the cluster.")
        String url,

        @JsonPropertyDescription("The model being served.") ModelStatus model,

        @JsonPropertyDescription("The image that the pods are to run.")
        String image,

        @JsonPropertyDescription(
                "The operator's defaults that the pods were made with; with upgradePolicy Pinned they are" + " kept.")
        DefaultsStatus defaults,

        @JsonPropertyDescription("The vectors that the service is held to, once a pod was verified.")
        VectorSpaceStatus vectorSpace,

        @JsonPropertyDescription(
                "Ready and Available always; Verified unless spec.verification.mode is Off; Reconciling"
                        + " and Stalled only while True.")
        List<Condition> conditions) {

    /** All fields absent. */
    public static final EmbeddingServiceStatus EMPTY =
            EmbeddingServiceStatusBuilder.builder().build();

    public EmbeddingServiceStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** The condition of that type, if there is one. */
    public Optional<Condition> condition(String type) {
        for (var condition : conditions) {
            if (type.equals(condition.type())) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }
}
