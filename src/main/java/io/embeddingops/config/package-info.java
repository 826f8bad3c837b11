/** The operator's settings. Reading them gives a complete configuration or all errors at once. */
package io.embeddingops.config;
