package io.embeddingops.e2e;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that send batches of documents without a pause, so that texts always wait in the server's queue. */
final class BulkLoad implements AutoCloseable {

    private static final int CLIENTS = 4;

    /** 40 words. */
    private static final String DOCUMENT = "a long text about embeddings that is sent ".repeat(5);

    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final AtomicInteger batches = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean ended;

    BulkLoad(EmbeddingClient client, String baseUrl, int batch) {
        var documents = Collections.nCopies(batch, DOCUMENT);
        for (var i = 0; i < CLIENTS; i++) {
            clients.execute(() -> {
                while (!ended) {
                    send(client, baseUrl, documents);
                }
            });
        }
    }

    /** Number of batches that were embedded so far. */
    int batches() {
        return batches.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    private void send(EmbeddingClient client, String baseUrl, List<String> documents) {
        try {
            var answer = client.post(baseUrl + "/embeddings", Map.of("model", "any", "input", documents));
            if (answer.status() == 200) {
                batches.incrementAndGet();
            } else {
                failures.add(answer.toString());
            }
        } catch (RuntimeException e) {
            failures.add(e.toString());
        }
    }

    @Override
    public void close() {
        end();
    }

    /** Stops sending, and waits for the last responses. */
    void end() {
        ended = true;
        clients.shutdown();
        try {
            if (!clients.awaitTermination(Pace.of(180).toSeconds(), TimeUnit.SECONDS)) {
                failures.add("requests without a response");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
