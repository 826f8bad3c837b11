package io.embeddingops.fetch.s3;

import io.embeddingops.source.EndpointHost;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * An S3 server.
 *
 * @param url scheme, host and port
 * @param region its region, for signatures; it is not looked up
 */
public record S3Endpoint(HttpUrl url, String region) {

    /** The region if none is set. */
    public static final String DEFAULT_REGION = "us-east-1";

    /**
     * The server of an endpoint, or AWS in a region without one.
     *
     * @throws IllegalArgumentException with a message for users if the endpoint is not the address of a server
     */
    public static S3Endpoint of(Optional<String> endpoint, Optional<String> region) {
        var chosen = region.orElse(DEFAULT_REGION);
        var text = endpoint.orElse("https://s3." + chosen + ".amazonaws.com");
        var url = HttpUrl.parse(text);
        if (url == null
                || !url.encodedPath().equals("/")
                || url.query() != null
                || !url.encodedUsername().isEmpty()) {
            throw new IllegalArgumentException(
                    "the endpoint must be the address of an S3 server without a path, such as"
                            + " https://s3.example.com:9000, not " + text);
        }
        return new S3Endpoint(url, chosen);
    }

    /** Host for messages. */
    String host() {
        return EndpointHost.of(url.toString());
    }
}
