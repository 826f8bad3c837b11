package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.soabase.recordbuilder.core.RecordBuilder;

/** How running servers are replaced when the spec changes. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RecordBuilder
public record RolloutSpec(
        @JsonPropertyDescription("Pods that a rollout may create above spec.replicas: a number, or a percentage that is"
                + " rounded up. Default 0 with device gpu, so that no spare GPU is needed, and 1 with"
                + " device cpu.")
        IntOrString maxSurge,

        @JsonPropertyDescription("Pods that may be unavailable during a rollout: a number, or a percentage that is"
                + " rounded down. Default 1 with device gpu and 0 with device cpu.")
        IntOrString maxUnavailable) {

    public static final RolloutSpec EMPTY = RolloutSpecBuilder.builder().build();
}
