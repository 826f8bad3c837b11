package io.embeddingops.plan;

/**
 * A key of a Secret or ConfigMap in the service's namespace.
 *
 * @param name name of the Secret or ConfigMap
 */
public record KeyReference(String name, String key) {}
