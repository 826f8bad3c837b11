/** The lifecycle of {@code run}: checks the cluster, serves probes and metrics, starts and stops the operator. */
package io.embeddingops.cli.run;
