package io.embeddingops.source;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How a download ended: what {@code fetch --result FILE} writes as JSON, and the operator reads from the message of the
 * terminated container. Either {@code reason} and {@code message} are set, with {@code bytes} if the model does not fit, or all others
 * but {@code moved}.
 *
 * @param source the location, see {@link Location#text()}
 * @param revision the commit, or the digest of the listing
 * @param bytes size of all files
 * @param digest of names, sizes and digests of all files, such as {@code sha256:...}
 * @param moved what the branch or the bucket resolves to now, if that is another revision; absent if it is the same or unknown
 * @param reason see {@link FetchReason}
 * @param message one sentence with the remedy; contains no secret
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FetchResult(
        String source, String revision, Long bytes, String digest, String moved, String reason, String message) {}
