package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.DefaultsStatus;
import io.embeddingops.api.v1alpha1.DefaultsStatusBuilder;
import io.embeddingops.source.HuggingFaceLocation;
import io.embeddingops.source.S3Location;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * The operator's defaults for downloads that affect a pod.
 *
 * @param image image of the init container; empty if there is none
 * @param huggingFaceEndpoint URL of the Hub; empty only in recorded defaults of services that do not use it
 * @param s3Endpoint URL of the S3 service; empty as the other one
 * @param proxy URL of an HTTP proxy, or {@link #NO_PROXY}; empty as the endpoints
 */
@RecordBuilder
public record FetchDefaults(
        Optional<String> image,
        Optional<String> huggingFaceEndpoint,
        Optional<String> s3Endpoint,
        Optional<String> proxy) {

    /** The defaults of a service that downloads nothing. */
    public static final FetchDefaults NONE =
            new FetchDefaults(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The URL of Hugging Face's own Hub. */
    public static final String HUGGING_FACE = HuggingFaceLocation.DEFAULT_ENDPOINT;

    /** The URL of Amazon's S3, whose endpoint depends on the region. */
    public static final String AMAZON = "https://" + S3Location.DEFAULT_HOST;

    /** Instead of the URL of a proxy: there is none. */
    public static final String NO_PROXY = "none";

    static FetchDefaults of(DefaultsStatus recorded) {
        return FetchDefaultsBuilder.builder()
                .image(Optional.ofNullable(recorded.fetchImage()))
                .huggingFaceEndpoint(Optional.ofNullable(recorded.huggingFaceEndpoint()))
                .s3Endpoint(Optional.ofNullable(recorded.s3Endpoint()))
                .proxy(Optional.ofNullable(recorded.modelProxy()))
                .build();
    }

    static void record(DownloadPlan download, DefaultsStatusBuilder status) {
        status.fetchImage(download.image().orElse(null));
        if (download.endpointByDefault() && download.fromHub()) {
            status.huggingFaceEndpoint(download.endpoint());
        } else if (download.endpointByDefault()) {
            status.s3Endpoint(download.endpoint());
        }
        if (download.proxyByDefault()) {
            status.modelProxy(download.proxy().orElse(NO_PROXY));
        }
    }

    /** These defaults, with missing values from the others. */
    FetchDefaults orElse(FetchDefaults others) {
        return new FetchDefaults(
                image.or(others::image),
                huggingFaceEndpoint.or(others::huggingFaceEndpoint),
                s3Endpoint.or(others::s3Endpoint),
                proxy.or(others::proxy));
    }

    Optional<String> proxyUrl() {
        return proxy.filter(url -> !url.equals(NO_PROXY));
    }
}
