/** What {@code render} does with its documents: reading, checking, planning, writing. */
package io.embeddingops.cli.render;
