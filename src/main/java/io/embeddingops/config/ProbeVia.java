package io.embeddingops.config;

/** How pods are reached. */
public enum ProbeVia {
    /** Directly when the operator runs in a pod, else through the API server. */
    AUTO,
    /** At their own addresses. */
    DIRECT,
    /** Through the API server. */
    PROXY
}
