/** Verifies servers over HTTP. */
package io.embeddingops.health;
