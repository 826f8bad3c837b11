package io.embeddingops.fetch.store;

import java.nio.file.Path;

/**
 * A complete revision in the cache.
 *
 * @param directory where its files are
 * @param revision the commit, or the digest of the listing
 * @param bytes size of all files
 * @param digest of names, sizes and digests of all files: {@code sha256:...}
 */
public record Found(Path directory, String revision, long bytes, String digest) {}
