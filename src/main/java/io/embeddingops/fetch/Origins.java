package io.embeddingops.fetch;

import io.embeddingops.source.FetchReason;
import io.embeddingops.source.HuggingFaceLocation;
import io.embeddingops.source.S3Location;
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
        // MERGE: io.embeddingops.fetch.s3.S3Origin, from endpoint, region and credentialsDir
        var bucket = (S3Location) request.location();
        throw new FetchException(FetchReason.FETCH_FAILED, bucket.text() + ": S3 is not supported yet");
    }
}
