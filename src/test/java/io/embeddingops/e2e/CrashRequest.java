package io.embeddingops.e2e;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/** A request that crashes SGLang: a completion from an embedding server. The crash is a bug of SGLang. */
final class CrashRequest {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private CrashRequest() {}

    static void send(LiveService service) {
        send(new EmbeddingClient(service.tenant().client(), TIMEOUT), service.url());
    }

    static void send(EmbeddingClient client, String baseUrl) {
        try {
            client.post(baseUrl + "/completions", Map.of("model", "any", "prompt", "a text"));
        } catch (UncheckedIOException e) {
            // the server crashes before it responds
        }
    }
}
