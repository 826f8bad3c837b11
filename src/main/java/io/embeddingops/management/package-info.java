/** Serves the operator's probes and metrics. */
package io.embeddingops.management;
