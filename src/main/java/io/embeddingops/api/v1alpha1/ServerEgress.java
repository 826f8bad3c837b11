package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the server's pod may connect to. */
public enum ServerEgress {
    /** Nothing. */
    @JsonProperty("None")
    NONE,
    /** Only what is listed. */
    @JsonProperty("Listed")
    LISTED
}
