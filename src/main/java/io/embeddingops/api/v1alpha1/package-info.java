/** The custom resource {@code EmbeddingService} of group {@code embeddingops.io}, version {@code v1alpha1}. */
package io.embeddingops.api.v1alpha1;
