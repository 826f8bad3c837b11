package io.embeddingops.health;

/** Namespace and name of a service. */
public record ServiceKey(String namespace, String name) {}
