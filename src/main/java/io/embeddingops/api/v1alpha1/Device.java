package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where the model runs. */
public enum Device {
    @JsonProperty("gpu")
    GPU,
    @JsonProperty("cpu")
    CPU
}
