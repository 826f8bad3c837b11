/**
 * Decides which servers of a service run and which of them serve: when a change of the spec changes the vectors, and when
 * spec.fallback steps in. Pure: no I/O.
 */
package io.embeddingops.transition;
