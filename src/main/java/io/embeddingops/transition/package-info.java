/**
 * Decides which servers run and which of them the Service selects. Pure: what is observed in, decision out.
 */
package io.embeddingops.transition;
