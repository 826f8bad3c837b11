/** Models in buckets of S3 and of servers that are compatible with it. */
package io.embeddingops.fetch.s3;
