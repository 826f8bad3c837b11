package io.embeddingops.fetch.s3;

import io.embeddingops.fetch.FetchException;
import io.embeddingops.fetch.FileDigest;
import io.embeddingops.source.FetchReason;
import io.minio.StatObjectResponse;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * SHA-256 of objects, which a listing does not contain: the checksum that the server has of the whole object, or the object's
 * metadata {@code sha256}. One request per object, for the largest ones.
 */
final class ObjectDigests {

    private static final int MAX_OBJECTS = 1000;
    private static final int PARALLEL = 8;
    private static final int SHA256_BYTES = 32;

    private final Bucket bucket;
    private final Attempts attempts;

    ObjectDigests(Bucket bucket, Attempts attempts) {
        this.bucket = bucket;
        this.attempts = attempts;
    }

    /** The digests of those objects that have one. */
    Map<BucketObject, FileDigest> of(List<BucketObject> objects) throws FetchException {
        var threads = Executors.newFixedThreadPool(Math.min(PARALLEL, objects.size()), task -> {
            var thread = new Thread(task, "s3-digests");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var requested = new HashMap<BucketObject, Future<Optional<FileDigest>>>();
            objects.stream()
                    .sorted(Comparator.comparingLong(BucketObject::size).reversed())
                    .limit(MAX_OBJECTS)
                    .forEach(object -> requested.put(object, threads.submit(() -> digest(object))));
            var digests = new HashMap<BucketObject, FileDigest>();
            for (var entry : requested.entrySet()) {
                entry.getValue().get().ifPresent(digest -> digests.put(entry.getKey(), digest));
            }
            return digests;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FetchException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException(FetchReason.FETCH_FAILED, "the download was interrupted: start it again");
        } finally {
            threads.shutdownNow();
        }
    }

    private Optional<FileDigest> digest(BucketObject object) throws FetchException {
        var head = attempts.call(() -> bucket.head(object));
        return checksum(head).or(() -> metadata(head)).map(hex -> new FileDigest(FileDigest.Algorithm.SHA256, hex));
    }

    /** A checksum of the checksums of the object's parts ends with their number, and is no digest of the object. */
    private static Optional<String> checksum(StatObjectResponse head) {
        var type = head.headers().get("x-amz-checksum-type");
        var text = head.headers().get("x-amz-checksum-sha256");
        if (text == null || type != null && !type.equalsIgnoreCase("FULL_OBJECT")) {
            return Optional.empty();
        }
        try {
            var bytes = Base64.getDecoder().decode(text);
            return bytes.length == SHA256_BYTES ? Optional.of(HexFormat.of().formatHex(bytes)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> metadata(StatObjectResponse head) {
        return Optional.ofNullable(head.headers().get("x-amz-meta-sha256"))
                .map(text -> text.toLowerCase(Locale.ROOT))
                .filter(text -> text.matches("[0-9a-f]{64}"));
    }
}
