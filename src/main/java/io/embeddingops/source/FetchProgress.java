package io.embeddingops.source;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How far a download is: the JSON that {@code fetch --progress-port PORT} serves at {@code /progress}.
 *
 * @param source the location, see {@link Location#text()}
 * @param revision the commit, or the digest of the listing; absent until it is known
 * @param phase see {@link FetchPhase}
 * @param bytes bytes on disk, of all files
 * @param total size of all files in bytes; absent until it is known
 * @param bytesPerSecond over the last seconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FetchProgress(
        String source, String revision, String phase, long bytes, Long total, long bytesPerSecond) {}
