package io.embeddingops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** Receives all changes in order. The API server ends the watches of slow readers; this one then reconnects. */
final class Watch implements AutoCloseable {

    private final HttpClient http;
    private final Function<String, HttpRequest> request;
    private final Consumer<JsonNode> listener;
    private volatile String version;
    private volatile boolean closed;
    private volatile AsyncBody body;

    /**
     * Starts watching.
     *
     * @param request creates the request for changes after a resource version
     */
    Watch(HttpClient http, Function<String, HttpRequest> request, String version, Consumer<JsonNode> listener) {
        this.http = http;
        this.request = request;
        this.version = version;
        this.listener = listener;
        open().join();
    }

    private CompletableFuture<Void> open() {
        var lines = new LineSplitter(this::receive);
        return http.consumeBytes(request.apply(version), (buffers, stream) -> {
                    buffers.forEach(lines::add);
                    stream.consume();
                })
                .thenAccept(response -> {
                    if (!response.isSuccessful()) {
                        throw new IllegalStateException("a watch failed with status " + response.code());
                    }
                    body = response.body();
                    body.done().whenComplete((nothing, failure) -> reconnect());
                    body.consume();
                });
    }

    private void reconnect() {
        if (!closed) {
            open().exceptionally(failure -> {
                Progress.line("    a watch could not reconnect: " + failure.getMessage());
                return null;
            });
        }
    }

    private void receive(byte[] line) {
        var event = Json.tree(line);
        if ("ERROR".equals(event.path("type").asText())) {
            throw new IllegalStateException("a watch failed: " + event);
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
