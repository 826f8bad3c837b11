package io.embeddingops.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.embeddingops.config.ProbeVia;
import io.embeddingops.source.FetchProgress;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodProgressTest {

    private static final String JSON = """
            {"source":"hf://acme/tiny@main","revision":"c1","phase":"Downloading","bytes":5,"total":9,"bytesPerSecond":2,"eta":1}""";
    private static final FetchProgress PROGRESS =
            new FetchProgress("hf://acme/tiny@main", "c1", "Downloading", 5, 9L, 2);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        hanging.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void progressIsReadFromThePod() {
        serve("/progress", 200, JSON);
        assertThat(ask(ProbeVia.DIRECT)).contains(PROGRESS);
    }

    @Test
    void progressIsReadThroughTheApiServer() {
        serve("/api/v1/namespaces/ai/pods/tiny-1:" + port() + "/proxy/progress", 200, JSON);
        assertThat(ask(ProbeVia.PROXY)).contains(PROGRESS);
    }

    @Test
    void errorsAreNoProgress() {
        serve("/progress", 503, JSON);
        assertThat(ask(ProbeVia.DIRECT)).isEmpty();
        server.stop(0);
        assertThat(ask(ProbeVia.DIRECT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DIRECT", "PROXY"})
    void podThatHangsIsGivenUpAfterTwoSeconds(ProbeVia via) {
        server.createContext("/", exchange -> {
            try {
                hanging.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        var begin = Instant.now();
        assertThat(ask(via)).isEmpty();
        assertThat(Duration.between(begin, Instant.now())).isBetween(Duration.ofMillis(1900), Duration.ofSeconds(12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "<html>",
                "{}",
                "{\"phase\":\"Dancing\",\"bytes\":1,\"bytesPerSecond\":1}",
                "{\"phase\":\"Downloading\",\"bytes\":-1,\"bytesPerSecond\":1}",
                "{\"phase\":\"Downloading\",\"bytes\":1,\"bytesPerSecond\":9223372036854775807}",
                "{\"phase\":\"Downloading\",\"bytes\":1,\"total\":-5,\"bytesPerSecond\":1}",
                "{\"phase\":\"Downloading\",\"bytes\":99999999999999999999,\"bytesPerSecond\":1}"
            })
    void otherResponsesAreNoProgress(String body) {
        assertThat(PodProgress.read(body.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void overlongResponseIsNoProgress() {
        var padded = JSON.replace("hf://", "hf://" + "x".repeat(5000));
        assertThat(PodProgress.read(padded.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    private void serve(String path, int status, String body) {
        server.createContext(path, exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private Optional<FetchProgress> ask(ProbeVia via) {
        var config = new ConfigBuilder()
                .withMasterUrl("http://127.0.0.1:" + port())
                .withAutoConfigure(false)
                .build();
        try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
            return PodProgress.of(via, client)
                    .of(new DownloadTarget(new ServiceKey("ai", "tiny"), "tiny-1", "uid", "1", "127.0.0.1", port()));
        }
    }
}
