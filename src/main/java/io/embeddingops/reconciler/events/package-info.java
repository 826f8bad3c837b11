/** Decides which events trigger a reconcile: what the operator wrote itself, or has seen already, does not. */
package io.embeddingops.reconciler.events;
