package io.embeddingops.plan;

/**
 * GPUs of each replica.
 *
 * @param count 1 or more
 * @param resourceName the extended resource that stands for one GPU
 */
public record GpuPlan(int count, String resourceName) {}
