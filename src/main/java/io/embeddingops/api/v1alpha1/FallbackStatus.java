package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The servers of spec.fallback. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RecordBuilder
public record FallbackStatus(
        @JsonPropertyDescription("Name of their Deployment.")
        String deployment,

        @JsonPropertyDescription("Number of servers that should run: 0 with mode OnDemand while they are not needed.")
        Integer replicas,

        @JsonPropertyDescription("Number of their pods that pass their health checks.")
        Integer readyReplicas,

        @JsonPropertyDescription("Whether the Service sends requests to them.")
        Boolean serving,

        @JsonPropertyDescription(
                "Since when no other server of the service is available, RFC 3339; absent while one is.")
        String unavailableSince,

        @JsonPropertyDescription(
                "With mode OnDemand, when the servers are stopped, RFC 3339, since they are no longer" + " needed.")
        String until) {

    public static final FallbackStatus EMPTY = FallbackStatusBuilder.builder().build();
}
