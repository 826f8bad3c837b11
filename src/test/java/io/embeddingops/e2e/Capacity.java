package io.embeddingops.e2e;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures how much a server can answer, with clients that send the next request as soon as they have an answer. They are few, so that
 * the server computes few texts at once: it could answer more to many clients, with the same CPU, since they share its steps.
 */
final class Capacity {

    private static final int CLIENTS = 2;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration TIME = Duration.ofSeconds(30);

    private Capacity() {}

    /** Requests with one text each that are answered per second. The URL ends with {@code /v1}. */
    static double measure(EmbeddingClient client, String baseUrl, List<String> texts) throws InterruptedException {
        var answered = new AtomicInteger();
        var clients = Executors.newFixedThreadPool(CLIENTS);
        var end = System.nanoTime() + WARM_UP.plus(TIME).toNanos();
        try {
            for (var i = 0; i < CLIENTS; i++) {
                var first = i;
                var connection = client.keepingConnections();
                clients.execute(() -> {
                    for (var text = first; System.nanoTime() < end; text++) {
                        connection.embed(baseUrl, "any", List.of(texts.get(text % texts.size())));
                        answered.incrementAndGet();
                    }
                });
            }
            Thread.sleep(WARM_UP.toMillis());
            var before = answered.get();
            Thread.sleep(TIME.toMillis());
            return (double) (answered.get() - before) / TIME.toSeconds();
        } finally {
            clients.shutdown();
            if (!clients.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new AssertionError("requests without a response");
            }
        }
    }
}
