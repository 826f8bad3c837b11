package io.embeddingops.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SteppedLoadTest {

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Set<Integer> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch answering = new CountDownLatch(1);
    private volatile int status = 200;
    private HttpServer server;
    private SteppedLoad load;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/embeddings", this::answer);
        server.start();
        load = load(1, List.of("one", "two"));
    }

    private SteppedLoad load(long seed, List<String> texts) {
        var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
        return SteppedLoad.start(url, texts, seed);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        connections.add(exchange.getRemoteAddress().getPort());
        try {
            answering.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.sendResponseHeaders(status, 2);
        exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    @AfterEach
    void stop() {
        answering.countDown();
        load.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void requestsAreSentWhileEarlierOnesWait() {
        load.rate(200);
        await().atMost(30, SECONDS).until(() -> load.inFlight() >= 50);
        assertThat(load.answered()).isZero();
        answering.countDown();
        load.close();
        assertThat(load.answered()).isEqualTo(load.sent()).isEqualTo(requests.size());
        assertThat(load.inFlight()).isZero();
        assertThat(load.failures()).isEmpty();
        assertThat(requests).anyMatch(body -> body.contains("one")).anyMatch(body -> body.contains("two"));
    }

    @Test
    void rateChangesAtOnce() throws InterruptedException {
        answering.countDown();
        Thread.sleep(100);
        assertThat(load.sent()).isZero();
        load.rate(0.0001);
        load.rate(100);
        await().atMost(30, SECONDS).until(() -> load.sent() >= 20);
        load.rate(0);
        var sent = load.sent();
        Thread.sleep(300);
        assertThat(load.sent()).isEqualTo(sent);
        assertThatIllegalArgumentException().isThrownBy(() -> load.rate(-1)).withMessageContaining("-1");
    }

    @Test
    void failureHasItsTimeAndMessageAndIsNotRetried() {
        answering.countDown();
        status = 503;
        load.rate(100);
        await().atMost(30, SECONDS).until(() -> load.failures().size() >= 5);
        load.close();
        assertThat(load.failures()).hasSize(load.sent()).hasSameSizeAs(requests);
        assertThat(load.failures().get(0)).matches("\\d{4}-\\S+Z 503 \\{}");
    }

    @Test
    void refusedConnectionIsAFailure() {
        server.stop(0);
        load.rate(100);
        await().atMost(30, SECONDS).until(() -> !load.failures().isEmpty());
        assertThat(load.failures().get(0)).contains("ConnectException");
    }

    @Test
    void intervalCountsSinceTheLastOne() {
        answering.countDown();
        load.rate(100);
        await().atMost(30, SECONDS).until(() -> load.answered() >= 20);
        var first = load.interval();
        load.close();
        var second = load.interval();
        assertThat(first.answered()).isGreaterThanOrEqualTo(20);
        assertThat(first.p50()).isBetween(Duration.ofNanos(1), first.p95());
        assertThat(second.begin()).isEqualTo(first.end());
        assertThat(first.answered() + second.answered()).isEqualTo(load.answered());
        assertThat(load.interval().p95()).isZero();
    }

    @Test
    void connectionIsUsedAgainButNotForLong() {
        answering.countDown();
        load.rate(50);
        var begin = Instant.now();
        await().atMost(30, SECONDS).until(() -> load.answered() > 20);
        var early = Set.copyOf(connections);
        assertThat(early).hasSizeLessThan(load.answered());
        await().atMost(30, SECONDS)
                .until(() ->
                        Duration.between(begin, Instant.now()).compareTo(SteppedLoad.CONNECTION_LIFE.multipliedBy(2))
                                > 0);
        connections.clear();
        var before = load.answered();
        await().atMost(30, SECONDS).until(() -> load.answered() > before + 10);
        assertThat(connections).doesNotContainAnyElementsOf(early);
    }

    @Test
    void sameSeedGivesTheSameTexts() {
        answering.countDown();
        var one = textsSent(7);
        var two = textsSent(7);
        // A late thread sends more than was waited for.
        assertThat(one.containsAll(two) || two.containsAll(one)).isTrue();
        assertThat(one.containsAll(textsSent(8))).isFalse();
    }

    private Set<String> textsSent(long seed) {
        requests.clear();
        var texts = IntStream.range(0, 1000).mapToObj(Integer::toString).toList();
        try (var other = load(seed, texts)) {
            other.rate(50);
            await().atMost(30, SECONDS).until(() -> other.sent() >= 20);
            other.rate(0);
        }
        return Set.copyOf(requests);
    }
}
