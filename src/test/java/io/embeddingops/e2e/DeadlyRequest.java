package io.embeddingops.e2e;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/** What no client of an embedding server should ask for: it kills SGLang, which is a bug of SGLang. */
final class DeadlyRequest {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private DeadlyRequest() {}

    static void send(LiveService service) {
        send(new EmbeddingClient(service.tenant().client(), TIMEOUT), service.url());
    }

    static void send(EmbeddingClient client, String baseUrl) {
        try {
            client.post(baseUrl + "/completions", Map.of("model", "any", "prompt", "a text"));
        } catch (UncheckedIOException e) {
            // it dies before it answers
        }
    }
}
