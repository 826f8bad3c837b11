package io.embeddingops.fetch;

import io.embeddingops.source.Location;
import io.embeddingops.source.Selection;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import okhttp3.HttpUrl;

/**
 * What to download.
 *
 * @param location where the model is
 * @param selection which of its files
 * @param cache the directory to download into
 * @param endpoint of the Hub or the S3 server, instead of the public one
 * @param region of the bucket
 * @param token for the Hub
 * @param credentialsDir directory with the files {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and perhaps
 *     {@code AWS_SESSION_TOKEN}
 * @param environment with the keys of a bucket, without such a directory
 * @param caFiles see {@link HttpAccess#of}
 * @param proxies see {@link ProxyRules}
 * @param localAddresses whether loopback, link-local and metadata addresses are allowed
 * @param pinned the revision that an earlier download resolved to
 * @param usedBy the service that will use it, {@code NAMESPACE/NAME}
 * @param progressPort port at which to serve the progress
 */
@RecordBuilder
public record FetchRequest(
        Location location,
        Selection selection,
        Path cache,
        Optional<HttpUrl> endpoint,
        Optional<String> region,
        Optional<String> token,
        Optional<Path> credentialsDir,
        Map<String, String> environment,
        List<Path> caFiles,
        ProxySelector proxies,
        boolean localAddresses,
        Optional<String> pinned,
        Optional<String> usedBy,
        OptionalInt progressPort) {

    public FetchRequest {
        environment = Map.copyOf(environment);
    }

    @Override
    public String toString() {
        return "FetchRequest[" + location.text() + "]";
    }
}
