/**
 * Where models come from: the names of sources, the directories of a cache, and what a download reports. Pure: shared by the
 * plan, the download and the status.
 */
package io.embeddingops.source;
