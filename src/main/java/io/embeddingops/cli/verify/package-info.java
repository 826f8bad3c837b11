/** The command {@code verify}: runs the suite once and prints a report. */
package io.embeddingops.cli.verify;
