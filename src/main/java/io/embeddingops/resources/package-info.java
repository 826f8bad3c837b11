/** Builds Kubernetes objects from a {@link io.embeddingops.plan.Plan}. Pure: equal plans give equal objects. */
package io.embeddingops.resources;
