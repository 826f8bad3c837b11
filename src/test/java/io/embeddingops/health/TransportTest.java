package io.embeddingops.health;

import static io.embeddingops.fixtures.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import io.embeddingops.fixtures.ScriptedServer.Vectors;
import io.embeddingops.verification.Expectations;
import io.embeddingops.verification.Finding;
import io.embeddingops.verification.Outcome;
import io.embeddingops.verification.Problem;
import io.embeddingops.verification.Report;
import io.embeddingops.verification.Suite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transport failures are inconclusive instead of failed, and use bounded time and memory. */
class TransportTest {

    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Vectors CORRECT = ScriptedModel.usual();

    @Test
    void slowServerPasses() {
        try (var server = ScriptedServer.of(question -> {
            sleep(50);
            return CORRECT.of(question);
        })) {
            assertThat(report(server.base(), PATIENT).outcome()).isEqualTo(Outcome.PASSED);
        }
    }

    @Test
    void hangingServerTimesOut() {
        var end = new CountDownLatch(1);
        try (var server = ScriptedServer.raw(exchange -> await(end))) {
            var begin = System.nanoTime();
            var report = report(server.base(), Duration.ofMillis(700));
            end.countDown();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            assertInconclusive(report, "no complete response within 700 ms");
            assertThat(server.questions()).hasSize(1);
        }
    }

    @Test
    void incompleteResponseTimesOut() {
        var end = new CountDownLatch(1);
        try (var server = ScriptedServer.raw(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"data\": [".getBytes(StandardCharsets.US_ASCII));
            exchange.getResponseBody().flush();
            await(end);
        })) {
            assertInconclusive(report(server.base(), Duration.ofMillis(700)), "no complete response within 700 ms");
            end.countDown();
        }
    }

    @Test
    void transientFailuresAreRetried() {
        var requests = new AtomicInteger();
        try (var server = ScriptedServer.of(CORRECT).withEmbeddings((exchange, question) -> {
            if (requests.incrementAndGet() % 3 == 0) {
                answer(exchange, 500, "{\"message\": \"now and then\"}");
            } else {
                answer(exchange, 200, ScriptedServer.json(CORRECT.of(question)));
            }
        })) {

            assertThat(report(server.base(), PATIENT).outcome()).isEqualTo(Outcome.PASSED);
            assertThat(requests).hasValueGreaterThan(8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500, 3, UNREACHABLE",
        "503, 3, UNREACHABLE",
        "429, 3, UNREACHABLE",
        "401, 1, UNAUTHORIZED",
        "403, 1, UNAUTHORIZED",
        "302, 1, UNREACHABLE",
        "204, 1, UNREACHABLE"
    })
    void errorStatusIsInconclusive(int status, int attempts, Problem problem) {
        try (var server = ScriptedServer.raw(exchange -> {
            exchange.getResponseHeaders().set("Location", "/v1/elsewhere?token=s3cret");
            answer(exchange, status, "");
        })) {
            var report = report(server.base(), PATIENT);

            assertInconclusive(report, problem, "status " + status);
            assertThat(report.answered()).isEqualTo(problem == Problem.UNAUTHORIZED);
            assertThat(report.toString()).doesNotContain("s3cret");
            assertThat(server.questions()).hasSize(attempts);
            assertThat(server.seen()).noneMatch(seen -> seen.request().contains("elsewhere"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>Welcome</html>", "[]", "{}", "{\"data\": {}}", "{\"data\": [{\"index\": 0}]}", "{\"da"
            })
    void bodyWithoutVectorsIsInconclusive(String body) {
        try (var server = ScriptedServer.raw(exchange -> answer(exchange, 200, body))) {
            assertInconclusive(report(server.base(), PATIENT), "the response does not contain embeddings in JSON");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1, 2, 3, 4, 5, 6, 7, 8, 9"})
    void responsesAreLimitedTo16MiB(String begin) {
        var sent = new AtomicLong();
        var block = (begin.isEmpty() ? " " : "0,").repeat(32 * 1024).getBytes(StandardCharsets.US_ASCII);
        try (var server = ScriptedServer.raw(exchange -> {
            exchange.sendResponseHeaders(200, begin.isEmpty() ? 1_000_000_000 : 0);
            try (var body = exchange.getResponseBody()) {
                while (sent.get() < 1_000_000_000) {
                    body.write(block);
                    sent.addAndGet(block.length);
                }
            }
        })) {
            assertInconclusive(report(server.base(), PATIENT), "larger than 16 MiB");
            assertThat(sent).hasValueLessThan(100_000_000);
        }
    }

    @Test
    void failedTlsHandshakeIsInconclusive() throws IOException {
        try (var plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var server = new Thread(() -> answerWithoutTls(plain));
            server.start();

            assertInconclusive(
                    report(HttpUrl.get("https://127.0.0.1:" + plain.getLocalPort() + "/v1"), PATIENT), "TLS failed");
        }
    }

    @Test
    void refusedConnectionIsInconclusive() {
        HttpUrl base;
        try (var server = ScriptedServer.of(CORRECT)) {
            base = server.base();
        }
        assertInconclusive(report(base, PATIENT), "no response");
    }

    static Report report(HttpUrl base, Duration timeout) {
        return Suite.run(
                new HttpEndpoint(new OkHttpClient(), base, "scripted", timeout, Optional.empty()),
                List.of(64),
                Expectations.NONE);
    }

    private static void assertInconclusive(Report report, String message) {
        assertInconclusive(report, Problem.UNREACHABLE, message);
    }

    private static void assertInconclusive(Report report, Problem problem, String message) {
        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(report.findings()).extracting(Finding::problem).containsExactly(problem);
        assertThat(report.findings().get(0).message()).contains(message);
        assertThat(report.fingerprint()).isEmpty();
    }

    private static void answerWithoutTls(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (var caller = socket.accept()) {
                caller.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                caller.getInputStream().read();
            } catch (IOException e) {
                // the client or the test has finished
            }
        }
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
