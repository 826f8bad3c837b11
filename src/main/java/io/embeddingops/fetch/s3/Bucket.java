package io.embeddingops.fetch.s3;

import io.embeddingops.fetch.FetchException;
import io.embeddingops.source.FetchReason;
import io.embeddingops.source.S3Location;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.credentials.StaticProvider;
import io.minio.http.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** Requests for a bucket, sent once. */
final class Bucket {

    /** Hours for which a signed address is valid. */
    static final int VALIDITY = 12;

    /** What the cache writes into a revision's directory: there if a cache was uploaded. */
    private static final String COMPLETE = ".complete";

    private static final Set<String> NO_SEGMENTS = Set.of("", ".", "..");

    private final S3Location location;
    private final String prefix;
    private final S3Endpoint endpoint;
    private final MinioClient client;
    private final S3Failures failures;

    Bucket(S3Location location, S3Endpoint endpoint, Optional<S3Keys> keys, OkHttpClient client) {
        this.location = location;
        this.prefix = location.prefix().isEmpty() ? "" : location.prefix() + "/";
        this.endpoint = endpoint;
        this.failures = new S3Failures(location, endpoint, keys.isPresent());
        var builder = MinioClient.builder()
                .endpoint(endpoint.url())
                .region(endpoint.region())
                .httpClient(client);
        keys.ifPresent(known -> builder.credentialsProvider(new StaticProvider(
                known.accessKey(), known.secretKey(), known.sessionToken().orElse(null))));
        this.client = builder.build();
    }

    /** All objects under the prefix in the order of their paths, without those that stand for directories. */
    List<BucketObject> list() throws FetchException {
        return failures.named(() -> {
            var found = new ArrayList<BucketObject>();
            var request = ListObjectsArgs.builder()
                    .bucket(location.bucket())
                    .prefix(prefix)
                    .recursive(true)
                    .build();
            for (var result : client.listObjects(request)) {
                var item = result.get();
                var path = item.objectName().substring(prefix.length());
                if (!path.endsWith("/") && !path.isEmpty() && !path.equals(COMPLETE)) {
                    check(path);
                    found.add(new BucketObject(
                            item.objectName(),
                            path,
                            item.size(),
                            String.valueOf(item.etag()).replace("\"", "")));
                }
            }
            found.sort(Comparator.comparing(BucketObject::path));
            return found;
        });
    }

    /** Metadata of an object, with its checksums. */
    StatObjectResponse head(BucketObject object) throws FetchException {
        return failures.named(() -> client.statObject(StatObjectArgs.builder()
                .bucket(location.bucket())
                .object(object.key())
                .extraHeaders(Map.of("x-amz-checksum-mode", "ENABLED"))
                .build()));
    }

    /** Where the object can be downloaded without further credentials. */
    HttpUrl url(BucketObject object) throws FetchException {
        return failures.named(() -> HttpUrl.get(client.getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder()
                .method(Method.GET)
                .bucket(location.bucket())
                .object(object.key())
                .region(endpoint.region())
                .expiry(VALIDITY, TimeUnit.HOURS)
                .build())));
    }

    private void check(String path) throws FetchException {
        if (Arrays.stream(path.split("/", -1)).anyMatch(NO_SEGMENTS::contains)) {
            throw new FetchException(
                    FetchReason.MODEL_CORRUPT,
                    "the bucket " + location.bucket() + " has an object " + prefix + path
                            + ", which cannot be a file below " + location.prefix()
                            + ": delete it, or give it another name");
        }
    }
}
