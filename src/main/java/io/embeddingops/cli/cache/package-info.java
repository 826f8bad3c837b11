/** The command {@code cache}: what model caches contain, and who uses it. */
package io.embeddingops.cli.cache;
