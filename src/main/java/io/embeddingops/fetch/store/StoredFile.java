package io.embeddingops.fetch.store;

/**
 * A file of a complete revision.
 *
 * @param path relative to the revision's directory, with slashes
 * @param size in bytes
 * @param digest SHA-256 of the content: {@code sha256:...}
 */
public record StoredFile(String path, long size, String digest) {}
