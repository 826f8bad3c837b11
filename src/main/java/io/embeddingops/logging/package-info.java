/** How log lines look and where they go. */
package io.embeddingops.logging;
