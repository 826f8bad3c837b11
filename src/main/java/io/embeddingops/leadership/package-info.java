/** Leader election: at most one operator writes. */
package io.embeddingops.leadership;
