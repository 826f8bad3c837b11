/** The command {@code render}: parses, validates, plans and prints documents. */
package io.embeddingops.cli.render;
