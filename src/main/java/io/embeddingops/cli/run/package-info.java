/** What {@code run} does before and around the operator: connecting, checking, serving probes, stopping. */
package io.embeddingops.cli.run;
