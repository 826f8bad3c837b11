/**
 * Turns a spec into a complete {@link io.embeddingops.plan.Plan} or into all its errors. Pure: no client, clock or
 * environment.
 */
package io.embeddingops.plan;
