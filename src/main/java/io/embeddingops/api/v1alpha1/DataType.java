package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Data type of weights and activations, a value of SGLang's {@code --dtype}. */
public enum DataType {
    @JsonProperty("auto")
    AUTO("auto"),
    @JsonProperty("half")
    HALF("half"),
    @JsonProperty("float16")
    FLOAT16("float16"),
    @JsonProperty("bfloat16")
    BFLOAT16("bfloat16"),
    @JsonProperty("float")
    FLOAT("float"),
    @JsonProperty("float32")
    FLOAT32("float32");

    private final String value;

    DataType(String value) {
        this.value = value;
    }

    /** The value of the flag. */
    public String value() {
        return value;
    }
}
