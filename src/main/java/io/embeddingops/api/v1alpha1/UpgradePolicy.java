package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a running service when the operator's own defaults change, as by an upgrade of the operator. */
public enum UpgradePolicy {
    /** It keeps those that it was made with. */
    @JsonProperty("Pinned")
    PINNED,
    /** It takes the new ones, which may replace its pods. */
    @JsonProperty("Follow")
    FOLLOW
}
