package io.embeddingops.fetch.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.embeddingops.fetch.FetchException;
import io.embeddingops.fetch.FileDigest;
import io.embeddingops.fetch.RemoteFile;
import io.embeddingops.source.FetchReason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import okhttp3.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists and downloads from a real S3 server. */
@Tag("sources")
class S3OriginIT {

    private static final Optional<S3Keys> KEYS = Optional.of(Versitygw.KEYS);
    private static final byte[] WEIGHTS = new byte[3 << 20];

    @TempDir
    private static Path directory;

    private static Versitygw server;

    @BeforeAll
    static void start() throws Exception {
        new Random(1).nextBytes(WEIGHTS);
        server = new Versitygw(directory);
        server.createBucket("models");
        server.putWithChecksum("models", "team/tiny/model.safetensors", WEIGHTS);
        server.put("models", "team/tiny/1_Pooling/config.json", text("pooling"));
        server.put("models", "team/tiny/with space #1 + % 模型 é.txt", text("name"));
        server.put("models", "team/tiny-2/config.json", text("another model"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aModelIsListedAndItsBytesAreDownloadedByRange() throws Exception {
        var listing = server.origin("models", "team/tiny", KEYS).list(Optional.empty());
        assertThat(listing.files())
                .extracting(RemoteFile::path)
                .containsExactly("1_Pooling/config.json", "model.safetensors", "with space #1 + % 模型 é.txt");
        for (var file : listing.files()) {
            assertThat(get(file, 0, file.size())).hasSize((int) file.size());
        }
        assertThat(get(listing.files().get(2), 0, 4)).isEqualTo(text("name"));
        var weights = listing.files().get(1);
        assertThat(weights.size()).isEqualTo(WEIGHTS.length);
        assertThat(get(weights, 1 << 20, 2 << 20)).isEqualTo(Arrays.copyOfRange(WEIGHTS, 1 << 20, 2 << 20));
    }

    @Test
    void theChecksumOfTheServerIsTheDigest() throws Exception {
        var digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(WEIGHTS));
        assertThat(server.origin("models", "team/tiny", KEYS)
                        .list(Optional.empty())
                        .files()
                        .get(1)
                        .digest())
                .contains(new FileDigest(FileDigest.Algorithm.SHA256, digest));
    }

    @Test
    void theSameObjectsHaveTheSameRevision() throws Exception {
        var origin = server.origin("models", "team/tiny", KEYS);
        var revision = origin.current();
        assertThat(origin.list(Optional.of(revision)).revision()).isEqualTo(revision);
        assertThat(server.origin("models", "team/tiny-2", KEYS).current()).isNotEqualTo(revision);
    }

    @Test
    void moreObjectsThanAPageHasAreListed() throws Exception {
        server.createBucket("many");
        var threads = Executors.newFixedThreadPool(8);
        try {
            var uploads = IntStream.range(0, 1100)
                    .<Future<?>>mapToObj(number -> threads.submit(() -> {
                        server.put("many", "m/file-" + number, text("x"));
                        return null;
                    }))
                    .toList();
            for (var upload : uploads) {
                upload.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(server.origin("many", "m", KEYS).list(Optional.empty()).files())
                .hasSize(1100);
        assertThat(server.origin("many", "", KEYS).list(Optional.empty()).files())
                .hasSize(1100);
    }

    @Test
    void wrongKeysAreNamed() {
        var unknown = new S3Keys("AKIAOTHER", Versitygw.KEYS.secretKey(), Optional.empty());
        assertThat(failure("models", "team/tiny", Optional.of(unknown)))
                .hasMessageContaining("does not know the access key");
        var wrong = new S3Keys(Versitygw.KEYS.accessKey(), "wrong-secret", Optional.empty());
        assertThat(failure("models", "team/tiny", Optional.of(wrong)))
                .hasMessageContaining("AWS_SECRET_ACCESS_KEY")
                .hasMessageNotContaining("wrong-secret");
        var anonymous = failure("models", "team/tiny", Optional.empty());
        assertThat(anonymous.reason()).isEqualTo(FetchReason.MODEL_UNAUTHORIZED);
        assertThat(anonymous).hasMessageContaining("may not be read without keys");
    }

    @Test
    void aMissingBucketAndAnEmptyPrefixAreNotFound() {
        var bucket = failure("missing", "x", KEYS);
        assertThat(bucket.reason()).isEqualTo(FetchReason.MODEL_NOT_FOUND);
        assertThat(bucket).hasMessageContaining("the bucket missing does not exist");
        var prefix = failure("models", "team/other", KEYS);
        assertThat(prefix.reason()).isEqualTo(FetchReason.MODEL_NOT_FOUND);
        assertThat(prefix).hasMessageContaining("no objects under team/other/");
    }

    @Test
    void anotherRegionIsNamed() {
        var origin = new S3Origin(
                server.origin("models", "team/tiny", KEYS).location(),
                new S3Endpoint(server.endpoint().url(), "us-east-1"),
                KEYS,
                FakeS3.client());
        assertThat(catchThrowableOfType(FetchException.class, () -> origin.list(Optional.empty())))
                .hasMessageContaining("is not in the region us-east-1")
                .hasMessageContaining(Versitygw.REGION);
    }

    private static FetchException failure(String bucket, String prefix, Optional<S3Keys> keys) {
        return catchThrowableOfType(
                FetchException.class, () -> server.origin(bucket, prefix, keys).list(Optional.empty()));
    }

    private static byte[] get(RemoteFile file, long from, long to) throws Exception {
        var request = new Request.Builder()
                .url(file.url())
                .header("Range", "bytes=" + from + "-" + (to - 1))
                .build();
        try (var response = FakeS3.client().newCall(request).execute()) {
            assertThat(response.code()).as(file.path()).isEqualTo(206);
            return response.body().bytes();
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
