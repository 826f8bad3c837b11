package io.embeddingops.e2e;

import io.embeddingops.it.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A registry on this machine, from which containerd pulls without TLS because of its loopback address.
 *
 * @param address such as {@code 127.0.0.1:5000}
 */
record Registry(String address, Daemon daemon) implements AutoCloseable {

    static Registry start() {
        var socket = Daemon.free("127.0.0.1");
        var address = "127.0.0.1:" + socket.getPort();
        try {
            var directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "registry-");
            var config = Files.writeString(
                    directory.resolve("config.yml"), """
                    version: 0.1
                    storage: {filesystem: {rootdirectory: %s}}
                    http: {addr: '%s'}
                    """.formatted(directory.resolve("data"), address));
            return new Registry(
                    address,
                    Daemon.start(
                            "registry",
                            new InetSocketAddress("127.0.0.1", socket.getPort()),
                            Map.of("OTEL_TRACES_EXPORTER", "none"),
                            "serve",
                            config.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Packs a model directory as the documentation says, pushes it, and returns its reference with the digest. */
    String push(Path model, String repository) {
        try {
            var layout =
                    Files.createTempDirectory(Path.of("target"), "model-image-").resolve("layout");
            var digest = Script.run("hack/pack-model.py", model.toString(), layout.toString())
                    .strip();
            var name = address + "/" + repository;
            Script.run(Daemon.path("crane"), "push", "--insecure", "--index", layout.toString(), name + ":v1");
            return name + "@" + digest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often a layer or a config has been pulled. */
    long pulledBlobs() {
        return daemon.log()
                .lines()
                .filter(line -> line.contains("GET /v2/") && line.contains("/blobs/"))
                .count();
    }

    @Override
    public void close() {
        daemon.close();
    }
}
