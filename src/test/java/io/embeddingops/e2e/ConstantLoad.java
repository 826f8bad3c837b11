package io.embeddingops.e2e;

import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends requests continuously from several clients. */
final class ConstantLoad implements AutoCloseable {

    private static final int CLIENTS = 2;
    private static final long PAUSE_MILLISECONDS = 200;

    private final ScheduledExecutorService clients = Executors.newScheduledThreadPool(CLIENTS);
    private final AtomicInteger sent = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    ConstantLoad(EmbeddingClient client, String baseUrl) {
        for (var i = 0; i < CLIENTS; i++) {
            clients.scheduleWithFixedDelay(
                    () -> send(client, baseUrl),
                    i * PAUSE_MILLISECONDS / CLIENTS,
                    PAUSE_MILLISECONDS,
                    TimeUnit.MILLISECONDS);
        }
    }

    int sent() {
        return sent.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    private void send(EmbeddingClient client, String baseUrl) {
        sent.incrementAndGet();
        try {
            client.embed(baseUrl, "any", List.of("a text"));
        } catch (RuntimeException | AssertionError e) {
            failures.add(Instant.now() + " " + e);
        }
    }

    @Override
    public void close() {
        end();
    }

    /** Stops sending, and waits for the last responses. */
    void end() {
        clients.shutdown();
        try {
            if (!clients.awaitTermination(1, TimeUnit.MINUTES)) {
                failures.add("requests without a response");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
