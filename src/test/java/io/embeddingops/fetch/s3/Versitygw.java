package io.embeddingops.fetch.s3;

import io.embeddingops.it.Script;
import io.embeddingops.source.S3Location;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A real S3 server on this machine. */
final class Versitygw implements AutoCloseable {

    static final S3Keys KEYS = new S3Keys("AKIATEST", "secret-of-the-test", Optional.empty());

    static final String REGION = "eu-central-1";

    private static final Duration START = Duration.ofSeconds(30);

    private final int port;
    private final Process process;
    private final MinioClient client;

    Versitygw(Path directory) throws Exception {
        Script.run("hack/build.sh", "s3");
        port = freePort();
        var buckets = Files.createDirectories(directory.resolve("buckets"));
        var builder = new ProcessBuilder(
                        Script.run("hack/build.sh", "--path", "versitygw").strip(),
                        "--quiet",
                        "--port",
                        "127.0.0.1:" + port,
                        "--region",
                        REGION,
                        "posix",
                        "--sidecar",
                        Files.createDirectories(directory.resolve("metadata")).toString(),
                        buckets.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("versitygw.log").toFile());
        builder.environment().put("ROOT_ACCESS_KEY", KEYS.accessKey());
        builder.environment().put("ROOT_SECRET_KEY", KEYS.secretKey());
        process = builder.start();
        client = MinioClient.builder()
                .endpoint(endpoint().url())
                .region(REGION)
                .credentials(KEYS.accessKey(), KEYS.secretKey())
                .build();
        Awaitility.await().atMost(START).ignoreExceptions().untilAsserted(() -> client.listBuckets());
    }

    S3Endpoint endpoint() {
        return S3Endpoint.of(Optional.of("http://127.0.0.1:" + port), Optional.of(REGION));
    }

    S3Origin origin(String bucket, String prefix, Optional<S3Keys> keys) {
        var location = new S3Location(endpoint().host(), bucket, prefix);
        return new S3Origin(location, endpoint(), keys, FakeS3.client());
    }

    void createBucket(String name) throws Exception {
        client.makeBucket(MakeBucketArgs.builder().bucket(name).build());
    }

    void put(String bucket, String key, byte[] content) throws Exception {
        put(bucket, key, content, Map.of());
    }

    /** With the checksum that the server keeps. */
    void putWithChecksum(String bucket, String key, byte[] content) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest(content);
        put(
                bucket,
                key,
                content,
                Map.of("x-amz-checksum-sha256", Base64.getEncoder().encodeToString(digest)));
    }

    private void put(String bucket, String key, byte[] content, Map<String, String> headers) throws Exception {
        client.putObject(PutObjectArgs.builder().bucket(bucket).object(key).headers(headers).stream(
                        new ByteArrayInputStream(content), content.length, -1)
                .build());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
