package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a model computes. */
public enum Device {
    @JsonProperty("gpu")
    GPU,
    @JsonProperty("cpu")
    CPU
}
