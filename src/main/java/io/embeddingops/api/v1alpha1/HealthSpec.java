package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Health checks of the server. */
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
                "Seconds from the start of the container until the server must be healthy, 10 to 86400,"
                        + " default 600. After that the container is restarted. Increase it for large models on"
                        + " slow disks.")
        Integer startupTimeoutSeconds,

        @Max(300)
        @JsonPropertyDescription("Seconds in which SGLang must answer a health check, 2 to 300, default 20. Passed to"
                + " SGLang as SGLANG_HEALTH_CHECK_TIMEOUT; the probes wait 5 seconds longer.")
        Integer checkTimeoutSeconds,

        @Min(1) @Max(300) @JsonPropertyDescription("Seconds between two health checks, 1 to 300, default 10.")
        Integer periodSeconds,

        @Min(1)
        @Max(100)
        @JsonPropertyDescription(
                "Consecutive failed checks after which the container is restarted, 1 to 100, default 3."
                        + " Traffic stops after the first failed check.")
        Integer failureThreshold,

        @Min(0)
        @Max(1000)
        @JsonPropertyDescription("Restarts without becoming ready after which a pod is evicted, so that it can move to"
                + " another GPU or node, 0 to 1000, default 5. 0 disables eviction. One pod of a service"
                + " is evicted at a time, with increasing intervals; PodDisruptionBudgets are respected.")
        Integer replaceAfterRestarts) {

    public static final HealthSpec EMPTY = HealthSpecBuilder.builder().build();
}
