package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Version of the Internet Protocol. */
public enum IpFamily {
    @JsonProperty("IPv4")
    IPV4("IPv4"),
    @JsonProperty("IPv6")
    IPV6("IPv6");

    private final String value;

    IpFamily(String value) {
        this.value = value;
    }

    /** The value in the Kubernetes API. */
    public String value() {
        return value;
    }
}
