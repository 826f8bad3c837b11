package io.embeddingops.fetch.s3;

import io.embeddingops.fetch.FetchException;
import io.embeddingops.fetch.Listing;
import io.embeddingops.fetch.Origin;
import io.embeddingops.fetch.RemoteFile;
import io.embeddingops.source.FetchReason;
import io.embeddingops.source.S3Location;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;

/**
 * A bucket. Its revision is a digest of names, sizes and ETags of the objects. The address of a file is signed for
 * {@link Bucket#VALIDITY}: a download that takes longer fails, and goes on with new addresses when it is started again.
 */
public final class S3Origin implements Origin {

    private static final int SHORT = 12;

    private final S3Location location;
    private final Bucket bucket;
    private final Attempts attempts;

    /**
     * Sends nothing yet.
     *
     * @param keys empty for anonymous access
     * @param client must not follow redirects
     */
    public S3Origin(S3Location location, S3Endpoint endpoint, Optional<S3Keys> keys, OkHttpClient client) {
        this(location, endpoint, keys, client, Attempts.STANDARD);
    }

    S3Origin(S3Location location, S3Endpoint endpoint, Optional<S3Keys> keys, OkHttpClient client, Attempts attempts) {
        this.location = location;
        this.bucket = new Bucket(location, endpoint, keys, client);
        this.attempts = attempts;
    }

    @Override
    public S3Location location() {
        return location;
    }

    @Override
    public Listing list(Optional<String> pinned) throws FetchException {
        var objects = objects(attempts);
        var revision = revision(objects);
        if (pinned.isPresent() && !pinned.get().equals(revision)) {
            throw new FetchException(
                    FetchReason.MODEL_NOT_FOUND,
                    location.text() + " is not what it was when the service was created (the digest of its listing was "
                            + shortened(pinned.get()) + " and is " + shortened(revision)
                            + "), and a bucket does not keep what it was: upload a new model under a new prefix and set"
                            + " model.source.s3.uri to it");
        }
        var digests = new ObjectDigests(bucket, attempts).of(objects);
        var files = new ArrayList<RemoteFile>();
        for (var object : objects) {
            files.add(new RemoteFile(
                    object.path(), object.size(), Optional.ofNullable(digests.get(object)), bucket.url(object)));
        }
        return new Listing(revision, files);
    }

    @Override
    public String current() throws FetchException {
        return revision(objects(Attempts.ONE));
    }

    private List<BucketObject> objects(Attempts tries) throws FetchException {
        var objects = tries.call(bucket::list);
        if (objects.isEmpty()) {
            throw new FetchException(
                    FetchReason.MODEL_NOT_FOUND,
                    "the bucket " + location.bucket() + " has no objects"
                            + (location.prefix().isEmpty() ? "" : " under " + location.prefix() + "/")
                            + ": correct model.source.s3.uri, or upload the model");
        }
        return objects;
    }

    private static String revision(List<BucketObject> objects) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var object : objects) {
                var line = object.path() + "\0" + object.size() + "\0" + object.etag() + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String shortened(String revision) {
        return revision.length() > SHORT ? revision.substring(0, SHORT) + "..." : revision;
    }
}
