/** The cache directory of models: complete revisions, one writer for each, what is used by whom, and how it is listed and emptied. */
package io.embeddingops.fetch.store;
