package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to running pods when the operator's own defaults change, for example with an upgrade. */
public enum UpgradePolicy {
    /** They keep the defaults they were created with. */
    @JsonProperty("Pinned")
    PINNED,
    /** They get the new defaults, which may replace them. */
    @JsonProperty("Follow")
    FOLLOW
}
