package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.embeddingops.fetch.HubCase;
import io.embeddingops.fetch.TestModel;
import io.embeddingops.hub.Fault;
import io.embeddingops.hub.Seen;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The jar as the process of an init container: killed at any moment, and asked for its progress. */
class FetchProcessIT extends HubCase {

    private static final int KILLS = 20;
    private static final int WEIGHTS = 40 << 20;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    FetchProcessIT() {
        super(9, WEIGHTS);
    }

    @Test
    void downloadThatIsKilledAtRandomMomentsIsContinued() throws Exception {
        hub.faults = seen -> seen.cdn() ? Optional.of(Fault.slow(3)) : Optional.empty();
        var random = new Random(1);
        var complete = 0;
        for (var kill = 0; kill < KILLS; kill++) {
            var cache = temporary.resolve("cache" + complete);
            var before = hub.downloads().size();
            var process = fetch(cache);
            // after a random time from the first request for bytes, which comes after the JVM's start
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> !process.isAlive() || hub.downloads().size() > before);
            if (process.waitFor(random.nextInt(900), TimeUnit.MILLISECONDS)) {
                assertThat(process.exitValue()).as(log()).isZero();
                TestModel.assertEqual(model, cache.resolve("hf/acme--mini/refs/main"));
                complete++;
            } else {
                process.destroyForcibly().waitFor();
                assertThat(cache.resolve("hf/acme--mini/refs/main")).doesNotExist();
            }
        }
        var last = temporary.resolve("cache" + complete);
        assertThat(fetch(last).waitFor()).as(log()).isZero();
        TestModel.assertEqual(model, last.resolve("hf/acme--mini/refs/main"));
    }

    @Test
    void chunksOfTheKilledProcessAreNotFetchedAgain() throws Exception {
        // the third chunk of three never ends
        hub.faults = seen -> seen.cdn() && seen.range().startsWith("bytes=" + (32 << 20))
                ? Optional.of(Fault.stall(100))
                : Optional.empty();
        var cache = temporary.resolve("cache");
        var process = fetch(cache);
        Awaitility.await(log()).atMost(LIMIT).until(() -> finishedChunks(cache) == 2 + 4);
        process.destroyForcibly().waitFor();
        hub.requests.clear();
        hub.faults = seen -> Optional.empty();
        assertThat(fetch(cache).waitFor()).as(log()).isZero();
        TestModel.assertEqual(model, cache.resolve("hf/acme--mini/refs/main"));
        assertThat(hub.downloads()).filteredOn(Seen::cdn).hasSize(1);
    }

    @Test
    void progressIsServedWhileItDownloads() throws Exception {
        hub.faults = seen -> seen.cdn() ? Optional.of(Fault.slow(20)) : Optional.empty();
        var port = freePort();
        var process = fetch(temporary.resolve("cache"), "--progress-port", String.valueOf(port));
        try {
            Awaitility.await(log()).atMost(LIMIT).ignoreExceptions().untilAsserted(() -> {
                var progress = new ObjectMapper().readTree(get(port));
                assertThat(progress.path("source").asText()).isEqualTo("hf://acme/mini@main");
                assertThat(progress.path("phase").asText()).isEqualTo("Downloading");
                assertThat(progress.path("total").asLong()).isGreaterThan(WEIGHTS);
                assertThat(progress.path("bytes").asLong())
                        .isBetween(1L << 20, progress.path("total").asLong());
                assertThat(progress.path("bytesPerSecond").asLong()).isPositive();
            });
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private Process fetch(Path cache, String... more) throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "@hack/jvm.options",
                "-jar",
                "target/embedding-operator.jar",
                "fetch",
                "hf://acme/mini",
                "--to",
                cache.toString(),
                "--endpoint",
                hub.endpoint().toString(),
                "--allow-local-addresses"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectOutput(temporary.resolve("out").toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        temporary.resolve("err").toFile()))
                .start();
    }

    private String log() {
        try {
            return Files.readString(temporary.resolve("err"));
        } catch (IOException e) {
            return "no log";
        }
    }

    private static long finishedChunks(Path cache) throws IOException {
        if (!Files.isDirectory(cache)) {
            return 0;
        }
        try (var files = Files.walk(cache)) {
            var journal = files.filter(file -> file.endsWith(".journal")).findFirst();
            return journal.isEmpty()
                    ? 0
                    : Files.readAllLines(journal.get()).stream()
                            .filter(line -> line.startsWith("+"))
                            .count();
        }
    }

    private static String get(int port) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/progress"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
