package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.HuggingFaceSource;
import io.embeddingops.api.v1alpha1.ModelSource;
import io.embeddingops.api.v1alpha1.S3Source;
import io.embeddingops.plan.bounds.Repository;
import io.embeddingops.source.EndpointHost;
import io.embeddingops.source.HuggingFaceLocation;
import io.embeddingops.source.S3Location;
import java.util.Optional;

/** Names of sources. They are also built for invalid sources, whose errors are reported elsewhere. */
final class SourceNames {

    private static final String S3 = "s3://";
    private static final String NOT_IN_PATHS = "[^A-Za-z0-9._+@=-]";

    private SourceNames() {}

    /** The name of the model, a segment of a path; empty if the source has none. */
    static Optional<String> of(ModelSource source) {
        if (source == null) {
            return Optional.empty();
        } else if (source.image() != null && source.image().reference() != null) {
            return Optional.of(segment(Repository.of(source.image().reference())));
        } else if (source.huggingFace() != null) {
            return Optional.of(segment(location(source.huggingFace()).name()));
        } else if (source.s3() != null) {
            return Optional.of(
                    segment(location(source.s3(), FetchDefaults.AMAZON).name()));
        }
        return Optional.empty();
    }

    static HuggingFaceLocation location(HuggingFaceSource source) {
        return new HuggingFaceLocation(
                source.repo() == null ? "" : source.repo(),
                source.revision() == null ? HuggingFaceLocation.DEFAULT_REVISION : source.revision());
    }

    static S3Location location(S3Source source, String endpoint) {
        var uri = source.uri() == null ? "" : source.uri();
        var path = uri.startsWith(S3) ? uri.substring(S3.length()) : uri;
        return S3Location.of(EndpointHost.of(endpoint), path);
    }

    private static String segment(String path) {
        var name = path.substring(path.lastIndexOf('/') + 1).replaceAll(NOT_IN_PATHS, "-");
        return name.isEmpty() ? "model" : name;
    }
}
