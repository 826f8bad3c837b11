package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who makes the GPUs or other accelerators. */
public enum GpuVendor {
    @JsonProperty("nvidia")
    NVIDIA("nvidia"),
    @JsonProperty("amd")
    AMD("amd"),
    @JsonProperty("intel")
    INTEL("intel"),
    @JsonProperty("ascend")
    ASCEND("ascend");

    private final String value;

    GpuVendor(String value) {
        this.value = value;
    }

    /** The value in the spec. */
    public String value() {
        return value;
    }
}
