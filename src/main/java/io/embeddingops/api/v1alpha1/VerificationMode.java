package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What follows from a pod's embeddings being wrong. */
public enum VerificationMode {
    /** Nothing is looked at. */
    @JsonProperty("Off")
    OFF,
    /** It is told; requests go where they went. */
    @JsonProperty("Warn")
    WARN,
    /** No pod gets a request before its embeddings were verified. */
    @JsonProperty("Enforce")
    ENFORCE
}
