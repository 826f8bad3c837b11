package io.embeddingops.plan;

/**
 * GPUs of each replica.
 *
 * @param count 1 or more
 * @param resourceName extended resource of one GPU
 */
public record GpuPlan(int count, String resourceName) {}
