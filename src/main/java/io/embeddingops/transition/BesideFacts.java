package io.embeddingops.transition;

import io.embeddingops.plan.Plan;

/**
 * What is known of the servers beside those that serve.
 *
 * @param plan what they were made of
 * @param ready whether all that should run are available, and verified with the same vectors
 * @param same whether one of them was verified, and its vectors are those in use
 * @param accepted whether one of them was verified, and its vectors are those that the spec accepts instead of those in use
 */
public record BesideFacts(Plan plan, boolean ready, boolean same, boolean accepted) {}
