package io.embeddingops.e2e;

import java.time.Duration;
import java.util.List;

/**
 * Measures how much a server answers to a client that sends the next request as soon as it has an answer. To many clients it would answer
 * more, since it computes several texts in one step, but with this load its CPU and its engine are busy all the time.
 */
final class Capacity {

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration TIME = Duration.ofSeconds(30);

    private Capacity() {}

    /** Requests with one text each that are answered per second. The URL ends with {@code /v1}. */
    static double measure(EmbeddingClient client, String baseUrl, List<String> texts) {
        var connection = client.keepingConnections();
        answered(connection, baseUrl, texts, WARM_UP);
        return (double) answered(connection, baseUrl, texts, TIME) / TIME.toSeconds();
    }

    private static int answered(EmbeddingClient client, String baseUrl, List<String> texts, Duration time) {
        var end = System.nanoTime() + time.toNanos();
        var answered = 0;
        while (System.nanoTime() < end) {
            client.embed(baseUrl, "any", List.of(texts.get(answered % texts.size())));
            answered++;
        }
        return answered;
    }
}
