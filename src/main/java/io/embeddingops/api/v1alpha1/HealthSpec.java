package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;

/** How the server's health is checked. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.checkTimeoutSeconds) || self.checkTimeoutSeconds >= 2",
        message = "spec.health.checkTimeoutSeconds " + Messages.CHECK_TIMEOUT,
        fieldPath = ".checkTimeoutSeconds")
@ValidationRule(
        value = "(has(self.startupTimeoutSeconds) ? self.startupTimeoutSeconds : 600)"
                + " > (has(self.checkTimeoutSeconds) ? self.checkTimeoutSeconds : 20)",
        message = Messages.STARTUP_TIMEOUT,
        fieldPath = ".startupTimeoutSeconds")
@RecordBuilder
public record HealthSpec(
        @Min(10)
        @Max(86400)
        @JsonPropertyDescription(
                "Seconds that a server may take from its container's start until it is healthy, 10 to 86400,"
                        + " default 600. Beyond it the container is restarted. Give large models on slow disks more.")
        Integer startupTimeoutSeconds,

        @Max(300)
        @JsonPropertyDescription(
                "Seconds within which SGLang must answer one health check, 2 to 300, default 20. It is given to"
                        + " SGLang as SGLANG_HEALTH_CHECK_TIMEOUT; the probes wait 5 seconds longer.")
        Integer checkTimeoutSeconds,

        @Min(1) @Max(300) @JsonPropertyDescription("Seconds between two health checks, 1 to 300, default 10.")
        Integer periodSeconds,

        @Min(1)
        @Max(100)
        @JsonPropertyDescription(
                "Failed checks in a row after which the container is restarted, 1 to 100, default 3. Traffic stops"
                        + " at the first failed one.")
        Integer failureThreshold,

        @Min(0)
        @Max(1000)
        @JsonPropertyDescription(
                "Restarts without becoming ready after which a pod is evicted, so that it can land on another GPU or"
                        + " node, 0 to 1000, default 5. 0: never. One pod of a service at a time, and ever less often;"
                        + " PodDisruptionBudgets are respected.")
        Integer replaceAfterRestarts) {

    /** All fields absent. */
    public static final HealthSpec EMPTY = HealthSpecBuilder.builder().build();
}
