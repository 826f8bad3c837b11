/** Downloads a model into a cache directory. */
package io.embeddingops.fetch;
