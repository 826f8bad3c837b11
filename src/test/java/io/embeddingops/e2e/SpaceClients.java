package io.embeddingops.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * Ten clients that call a service all the time, without retries and with a new connection for each request, and find out to which space
 * each vector belongs.
 */
final class SpaceClients implements AutoCloseable {

    private static final int CLIENTS = 10;

    /** Between an answer and the next request of a client. Leaves the cores of the machine to servers that start meanwhile. */
    private static final long PAUSE_MILLISECONDS = 500;

    /** The same during a flip. */
    private static final long SHORT_PAUSE_MILLISECONDS = 50;

    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final Queue<SpaceAnswer> answers = new ConcurrentLinkedQueue<>();
    private final EmbeddingClient client;
    private final String url;
    private final Spaces spaces;
    private volatile long pause = PAUSE_MILLISECONDS;

    SpaceClients(EmbeddingClient client, String baseUrl, Spaces spaces) {
        this.client = client;
        this.url = baseUrl + "/embeddings";
        this.spaces = spaces;
        for (var i = 0; i < CLIENTS; i++) {
            var text = i % Spaces.TEXTS.size();
            clients.execute(() -> call(text));
        }
    }

    /** Whether the clients call more often, to see every moment of a flip. */
    void hurry(boolean more) {
        pause = more ? SHORT_PAUSE_MILLISECONDS : PAUSE_MILLISECONDS;
    }

    private void call(int text) {
        while (!clients.isShutdown()) {
            answers.add(ask(text));
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** The answers so far. */
    List<SpaceAnswer> answers() {
        return List.copyOf(answers);
    }

    private SpaceAnswer ask(int text) {
        var sent = Instant.now();
        try {
            var answer = client.post(url, Map.of("model", "any", "input", Spaces.TEXTS.get(text)));
            var answered = Instant.now();
            if (answer.status() != 200) {
                return new SpaceAnswer(sent, answered, SpaceAnswer.NONE, answer.toString());
            }
            var vector = StreamSupport.stream(
                            answer.body().at("/data/0/embedding").spliterator(), false)
                    .mapToDouble(JsonNode::doubleValue)
                    .toArray();
            var space = spaces.of(text, vector).orElse(SpaceAnswer.UNKNOWN);
            return new SpaceAnswer(
                    sent, answered, space, spaces.cosines(text, vector).toString());
        } catch (UncheckedIOException e) {
            return new SpaceAnswer(sent, Instant.now(), SpaceAnswer.NONE, e.getMessage());
        }
    }

    @Override
    public void close() {
        end();
    }

    /** Stops calling, and waits for the last answers. */
    List<SpaceAnswer> end() {
        clients.shutdown();
        try {
            if (!clients.awaitTermination(2, TimeUnit.MINUTES)) {
                throw new AssertionError("requests without an answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answers();
    }
}
