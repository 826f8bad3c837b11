package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When the servers of spec.fallback run. */
public enum FallbackMode {
    /** Always, so that they can serve at once. */
    @JsonProperty("Standby")
    STANDBY,
    /** Only while they are needed. */
    @JsonProperty("OnDemand")
    ON_DEMAND
}
