package io.embeddingops.fetch;

import io.embeddingops.fetch.s3.S3Endpoint;
import io.embeddingops.fetch.s3.S3Keys;
import io.embeddingops.fetch.s3.S3Origin;
import io.embeddingops.source.HuggingFaceLocation;
import io.embeddingops.source.S3Location;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** Chooses the origin for a location. */
final class Origins {

    private Origins() {}

    static Origin of(FetchRequest request, OkHttpClient client, DownloadPolicy policy) throws FetchException {
        if (request.location() instanceof HuggingFaceLocation hub) {
            return new HuggingFaceOrigin(
                    hub,
                    request.endpoint().orElse(HuggingFaceOrigin.DEFAULT_ENDPOINT),
                    request.token(),
                    client,
                    policy);
        }
        return new S3Origin(
                (S3Location) request.location(),
                S3Endpoint.of(request.endpoint().map(HttpUrl::toString), request.region()),
                keys(request),
                client);
    }

    private static Optional<S3Keys> keys(FetchRequest request) throws FetchException {
        return request.credentialsDir().isPresent()
                ? Optional.of(S3Keys.ofDirectory(request.credentialsDir().get()))
                : S3Keys.ofEnvironment(request.environment());
    }
}
