/**
 * Decides whether a service's vectors are still those that it is held to. Pure: what was measured comes in, what follows from
 * it goes out.
 */
package io.embeddingops.guard;
