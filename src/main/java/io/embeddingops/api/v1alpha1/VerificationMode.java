package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens when a pod's embeddings are wrong. */
public enum VerificationMode {
    /** Embeddings are not verified. */
    @JsonProperty("Off")
    OFF,
    /** Problems are reported; the pod keeps getting requests. */
    @JsonProperty("Warn")
    WARN,
    /** A pod gets no requests before its embeddings are verified. */
    @JsonProperty("Enforce")
    ENFORCE
}
