package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.soabase.recordbuilder.core.RecordBuilder;

/** A vector space that differs from the one in use and has not been accepted yet. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@RecordBuilder
public record CandidateStatus(
        @JsonPropertyDescription("Id of the candidate vector space.")
        String id,

        @JsonPropertyDescription("Length of each of its vectors.")
        Integer dimensions,

        @JsonPropertyDescription("Smallest cosine between its vectors and those in use, such as \"0.412\".")
        String cosine,

        @JsonPropertyDescription(
                "With transition SideBySide: the base_url of the servers with these vectors, for clients"
                        + " inside the cluster.")
        String url,

        @JsonPropertyDescription(
                "Name of the ConfigMap with the settings for these clients, for envFrom, as soon as all"
                        + " of them are known.")
        String clientConfigMapName,

        @JsonPropertyDescription("Name of the Deployment of these servers.")
        String deployment,

        @JsonPropertyDescription("Number of these servers that should run.")
        Integer replicas,

        @JsonPropertyDescription("Number of their pods that pass their health checks.")
        Integer readyReplicas,

        @JsonPropertyDescription("The model of these servers.")
        ModelStatus model) {

    public static final CandidateStatus EMPTY = CandidateStatusBuilder.builder().build();
}
