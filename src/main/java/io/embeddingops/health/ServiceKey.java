package io.embeddingops.health;

/** Names a service in the cluster. */
public record ServiceKey(String namespace, String name) {}
