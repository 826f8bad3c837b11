package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How nodes and pods may mount the volume of a cache. Read-only modes are missing: models are downloaded to it. */
public enum CacheAccessMode {
    @JsonProperty("ReadWriteOnce")
    READ_WRITE_ONCE("ReadWriteOnce"),
    @JsonProperty("ReadWriteMany")
    READ_WRITE_MANY("ReadWriteMany"),
    @JsonProperty("ReadWriteOncePod")
    READ_WRITE_ONCE_POD("ReadWriteOncePod");

    private final String value;

    CacheAccessMode(String value) {
        this.value = value;
    }

    /** The value in the Kubernetes API. */
    public String value() {
        return value;
    }
}
