package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** One aspect of the service, with the fields of Kubernetes' metav1.Condition. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@RecordBuilder
public record Condition(
        @Required
        @JsonPropertyDescription("Ready, Available, Verified, Autoscaled, FallbackReady, Reconciling or" + " Stalled.")
        String type,

        @Required @JsonPropertyDescription("True, False or Unknown.")
        String status,

        @JsonPropertyDescription("The metadata.generation that the condition was computed from.")
        Long observedGeneration,

        @Required @JsonPropertyDescription("When status last changed, RFC 3339.")
        String lastTransitionTime,

        @Required @JsonPropertyDescription("The cause as one CamelCase word of the documented list.")
        String reason,

        @Required @JsonPropertyDescription("The cause as a sentence, with the remedy.")
        String message) {

    public static final Condition EMPTY = ConditionBuilder.builder().build();

    public static final String READY = "Ready";
    public static final String AVAILABLE = "Available";
    public static final String VERIFIED = "Verified";
    public static final String AUTOSCALED = "Autoscaled";
    public static final String FALLBACK_READY = "FallbackReady";
    public static final String RECONCILING = "Reconciling";
    public static final String STALLED = "Stalled";
    public static final String TRUE = "True";
    public static final String FALSE = "False";
    public static final String UNKNOWN = "Unknown";

    /** Whether the status is True. */
    public boolean holds() {
        return TRUE.equals(status);
    }
}
