/**
 * Decides whether a service still produces the vectors it must produce. Pure: measurements in, judgement out.
 */
package io.embeddingops.guard;
