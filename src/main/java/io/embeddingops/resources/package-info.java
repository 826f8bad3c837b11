/** Builds Kubernetes objects from a {@link io.embeddingops.plan.Plan}. Pure: the same plan gives equal objects. */
package io.embeddingops.resources;
