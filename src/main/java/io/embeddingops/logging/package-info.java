/** Configures format and output of the log. */
package io.embeddingops.logging;
