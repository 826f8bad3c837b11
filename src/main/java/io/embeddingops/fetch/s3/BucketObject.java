package io.embeddingops.fetch.s3;

/**
 * An object of a bucket.
 *
 * @param key its whole name
 * @param path its name without the location's prefix
 * @param size in bytes
 * @param etag changes with the content; not a digest of it
 */
record BucketObject(String key, String path, long size, String etag) {}
