package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How many IP families a Service has. */
public enum IpFamilyPolicy {
    @JsonProperty("SingleStack")
    SINGLE_STACK("SingleStack"),
    @JsonProperty("PreferDualStack")
    PREFER_DUAL_STACK("PreferDualStack"),
    @JsonProperty("RequireDualStack")
    REQUIRE_DUAL_STACK("RequireDualStack");

    private final String value;

    IpFamilyPolicy(String value) {
        this.value = value;
    }

    /** The value in the Kubernetes API. */
    public String value() {
        return value;
    }
}
