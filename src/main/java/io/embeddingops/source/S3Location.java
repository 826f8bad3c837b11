package io.embeddingops.source;

/**
 * Objects of a bucket under a common prefix.
 *
 * @param host host of the endpoint, with its port unless it is the default one of the scheme
 * @param bucket the bucket
 * @param prefix the prefix, without a slash at its ends; empty for the whole bucket
 */
public record S3Location(String host, String bucket, String prefix) implements Location {

    /** Host of the endpoint of a location that names none. */
    public static final String DEFAULT_HOST = "s3.amazonaws.com";

    /** A bucket has no revisions: what its listing was when it was first seen. */
    private static final String REVISION = "listing";

    /**
     * The location of a path.
     *
     * @param path {@code BUCKET/PREFIX}; a slash at its end does not matter
     */
    public static S3Location of(String host, String path) {
        var whole = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        var slash = whole.indexOf('/');
        return new S3Location(
                host, slash < 0 ? whole : whole.substring(0, slash), slash < 0 ? "" : whole.substring(slash + 1));
    }

    @Override
    public String text() {
        return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }

    @Override
    public String name() {
        return prefix.isEmpty() ? bucket : prefix.substring(prefix.lastIndexOf('/') + 1);
    }

    @Override
    public String directory() {
        return "s3/" + PathSegment.escape(host) + "/" + PathSegment.escape(bucket + "/" + prefix);
    }

    @Override
    public String revision() {
        return REVISION;
    }
}
