/** Event sources and filters. What the operator wrote itself or has already seen triggers no reconcile. */
package io.embeddingops.reconciler.events;
