package io.embeddingops.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * Ten clients that call a service all the time, without retries and with a new connection for each request. They recognize which server
 * answered: the fallback calculates with 16 bits, so that its vectors are almost those of the others.
 */
final class FallbackClients implements AutoCloseable {

    /** Who answered a request. */
    enum By {
        PRIMARY,
        FALLBACK,
        /** A server whose vectors are those of neither. */
        UNKNOWN,
        /** The request failed. */
        NOBODY
    }

    /** What became of a request. */
    record Answer(Instant sent, Instant answered, By by, String detail) {}

    private static final int CLIENTS = 10;
    private static final long PAUSE_MILLISECONDS = 200;
    private static final String TEXT = "How do I pay my bill?";

    /** Vectors of one server differ by less, whatever else it calculates at the same time, and those of the other by more. */
    private static final double RESOLUTION = 1e-4;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(CLIENTS);
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final EmbeddingClient client;
    private final double[] ofPrimary;
    private final double[] ofFallback;

    /** Asks both servers for their vectors, and begins to call the service. */
    FallbackClients(EmbeddingClient client, LiveService service, Pod primary, Pod fallback) {
        this.client = client;
        ofPrimary = reference(primary);
        ofFallback = reference(fallback);
        if (distance(ofPrimary, ofFallback) < 5 * RESOLUTION) {
            throw new AssertionError("the vectors of the fallback are too near to those of the other server");
        }
        var url = service.url();
        for (var i = 0; i < CLIENTS; i++) {
            threads.scheduleWithFixedDelay(
                    () -> answers.add(ask(url)),
                    i * PAUSE_MILLISECONDS / CLIENTS,
                    PAUSE_MILLISECONDS,
                    TimeUnit.MILLISECONDS);
        }
    }

    /** The answers so far. */
    List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** The answers by that server so far. */
    List<Answer> answers(By by) {
        return answers().stream().filter(answer -> answer.by() == by).toList();
    }

    private Answer ask(String url) {
        var sent = Instant.now();
        try {
            var answer = client.post(url + "/embeddings", Map.of("model", "any", "input", TEXT));
            return answer.status() == 200
                    ? of(sent, vector(answer.body()))
                    : new Answer(sent, Instant.now(), By.NOBODY, answer.toString());
        } catch (UncheckedIOException e) {
            return new Answer(sent, Instant.now(), By.NOBODY, e.getMessage());
        }
    }

    private Answer of(Instant sent, double[] vector) {
        var by = distance(ofPrimary, vector) < RESOLUTION
                ? By.PRIMARY
                : Vectors.cosine(ofFallback, vector) > 0.999 ? By.FALLBACK : By.UNKNOWN;
        return new Answer(
                sent,
                Instant.now(),
                by,
                "distances %f, %f".formatted(distance(ofPrimary, vector), distance(ofFallback, vector)));
    }

    private double[] reference(Pod pod) {
        var url = "http://" + pod.getStatus().getPodIP() + ":30000/v1/embeddings";
        return vector(client.post(url, Map.of("model", "any", "input", TEXT)).body());
    }

    private static double[] vector(JsonNode body) {
        return StreamSupport.stream(body.at("/data/0/embedding").spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    private static double distance(double[] one, double[] other) {
        var sum = 0.0;
        for (var i = 0; i < one.length; i++) {
            sum += Math.pow(one[i] - other[i], 2);
        }
        return one.length == other.length ? Math.sqrt(sum) : Double.MAX_VALUE;
    }

    @Override
    public void close() {
        end();
    }

    /** Stops calling, and waits for the last answers. */
    List<Answer> end() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new AssertionError("requests without an answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answers();
    }
}
