/** The command {@code reembed}: embeds texts anew for a vector database. */
package io.embeddingops.cli.reembed;
