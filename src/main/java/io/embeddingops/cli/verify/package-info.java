/** What {@code verify} does: one run of the suite, and what is printed of it. */
package io.embeddingops.cli.verify;
