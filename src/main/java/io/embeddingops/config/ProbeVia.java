package io.embeddingops.config;

/** How pods are reached for verification. */
public enum ProbeVia {
    /** Direct if the operator runs in a pod, otherwise through the API server. */
    AUTO,
    /** At their own addresses. */
    DIRECT,
    /** Through the API server. */
    PROXY
}
