package io.embeddingops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** Hears every change, one after the other. The API server ends the watches of slow readers; this one then goes on. */
final class Watch implements AutoCloseable {

    private final HttpClient http;
    private final Function<String, HttpRequest> request;
    private final Consumer<JsonNode> listener;
    private volatile String version;
    private volatile boolean closed;
    private volatile AsyncBody body;

    /**
     * Begins to watch.
     *
     * @param request by the version after which the changes are wanted
     */
    Watch(HttpClient http, Function<String, HttpRequest> request, String version, Consumer<JsonNode> listener) {
        this.http = http;
        this.request = request;
        this.version = version;
        this.listener = listener;
        open().join();
    }

    private CompletableFuture<Void> open() {
        var lines = new Lines(this::hear);
        return http.consumeBytes(request.apply(version), (buffers, stream) -> {
                    buffers.forEach(lines::add);
                    stream.consume();
                })
                .thenAccept(response -> {
                    if (!response.isSuccessful()) {
                        throw new IllegalStateException("a watch was answered " + response.code());
                    }
                    body = response.body();
                    body.done().whenComplete((nothing, failure) -> again());
                    body.consume();
                });
    }

    private void again() {
        if (!closed) {
            open().exceptionally(failure -> {
                Progress.line("    a watch is lost: " + failure.getMessage());
                return null;
            });
        }
    }

    private void hear(byte[] line) {
        var event = Json.tree(line);
        if ("ERROR".equals(event.path("type").asText())) {
            throw new IllegalStateException("a watch has failed: " + event);
        }
        version = event.at("/object/metadata/resourceVersion").asText();
        listener.accept(event);
    }

    @Override
    public void close() {
        closed = true;
        body.cancel();
    }
}
