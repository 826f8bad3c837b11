package io.embeddingops.e2e;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A real S3 server whose buckets are directories on this machine.
 *
 * @param address host and port, which pods can reach
 * @param directory contains a directory for each bucket
 */
record Bucket(String address, Path directory, Daemon daemon) implements AutoCloseable {

    static final String NAME = "models";
    private static final String ACCESS_KEY = "e2e-access";
    private static final String SECRET_KEY = "e2e-secret-key";

    static Bucket start(String host) {
        var socket = Daemon.free(host);
        var address = host + ":" + socket.getPort();
        try {
            var directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "bucket-");
            Files.createDirectories(directory.resolve(NAME));
            return new Bucket(
                    address,
                    directory,
                    Daemon.start(
                            "versitygw",
                            new InetSocketAddress(host, socket.getPort()),
                            Map.of("ROOT_ACCESS_KEY", ACCESS_KEY, "ROOT_SECRET_KEY", SECRET_KEY),
                            "--port",
                            address,
                            "--access-log",
                            directory.resolve("access.log").toString(),
                            "posix",
                            directory.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the files of a model under a prefix of the bucket. */
    void put(Path model, String prefix) {
        try (var files = Files.walk(model)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = directory
                        .resolve(NAME)
                        .resolve(prefix)
                        .resolve(model.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates the Secret with the keys. */
    static void createSecret(KubernetesClient client, String namespace, String name, String secretKey) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withStringData(Map.of("AWS_ACCESS_KEY_ID", ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", secretKey))
                        .build())
                .create();
    }

    static String secretKey() {
        return SECRET_KEY;
    }

    /** Number of requests so far. */
    long requests() {
        try {
            var log = directory.resolve("access.log");
            return Files.exists(log) ? Files.readString(log).lines().count() : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        daemon.close();
    }
}
