/** Asks servers, over HTTP, how they are. */
package io.embeddingops.health;
