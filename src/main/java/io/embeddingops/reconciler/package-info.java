/** Reconciles EmbeddingServices: plans, applies, observes and reports. No other package writes their objects. */
package io.embeddingops.reconciler;
