package io.embeddingops.plan;

import io.embeddingops.source.HuggingFaceLocation;
import io.embeddingops.source.Location;
import io.embeddingops.source.Selection;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * A model directory that an init container downloads.
 *
 * @param image the init container's image, the operator's own; empty if the operator has none
 * @param endpoint URL of the Hub or of the S3 service
 * @param endpointByDefault whether the endpoint is the operator's default
 * @param region region of the bucket; empty for the default
 * @param token access token for the Hub
 * @param credentials Secret with the keys for the S3 service
 * @param ca certificates of CAs that are trusted in addition
 * @param proxy URL of an HTTP proxy
 * @param proxyByDefault whether the proxy, or that there is none, is the operator's default
 * @param localAddresses whether loopback, link-local and similar addresses are allowed
 * @param operatorCas certificates in PEM format that the operator trusts in addition, for all services
 * @param pin revision that an earlier download resolved; empty before the first one
 */
@RecordBuilder
public record DownloadPlan(
        Location location,
        Selection selection,
        Optional<String> image,
        String endpoint,
        boolean endpointByDefault,
        Optional<String> region,
        Optional<KeyReference> token,
        Optional<String> credentials,
        Optional<KeyReference> ca,
        Optional<String> proxy,
        boolean proxyByDefault,
        boolean localAddresses,
        Optional<String> operatorCas,
        Optional<String> pin,
        CachePlan cache)
        implements ModelPlan.Source {

    /** The download of a plan; empty if its model needs none. */
    public static Optional<DownloadPlan> of(Plan plan) {
        return plan.model().source().filter(DownloadPlan.class::isInstance).map(DownloadPlan.class::cast);
    }

    /** Whether the source is a Hub, otherwise an S3 service. */
    public boolean fromHub() {
        return location instanceof HuggingFaceLocation;
    }

    /** Path of the field with the source. */
    public String field() {
        return fromHub() ? "spec.model.source.huggingFace" : "spec.model.source.s3";
    }
}
