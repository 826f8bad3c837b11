package io.embeddingops.health;

import io.embeddingops.verification.EndpointException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Request;
import okio.Buffer;

/** Sends requests to a pod through the API server's proxy, with the identity of the Kubernetes client. */
final class ApiServerProxy implements Channel {

    private final HttpClient client;
    private final Duration timeout;

    /**
     * Creates a channel.
     *
     * @param client must not retry by itself
     * @param timeout for a complete call
     */
    ApiServerProxy(HttpClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    @Override
    public ServerResponse send(Request.Builder builder) throws EndpointException {
        var request = builder.build();
        var same = client.newHttpRequestBuilder()
                .uri(request.url().uri())
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (request.body() != null) {
            same.post(request.body().contentType().toString(), bytes(request));
        }
        var read = new ByteArrayOutputStream();
        var exchange = client.consumeBytes(same.build(), (buffers, body) -> read(buffers, read, body));
        try {
            return exchange.thenCompose(response -> complete(response, read))
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            exchange.thenAccept(response -> response.body().cancel());
            exchange.cancel(true);
            throw EndpointException.permanent("no complete response within " + timeout.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new EndpointException(
                    EndpointException.Kind.FAILED,
                    "no response: " + e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EndpointException.permanent("interrupted");
        }
    }

    private static byte[] bytes(Request request) {
        var buffer = new Buffer();
        try {
            request.body().writeTo(buffer);
        } catch (IOException e) {
            throw new IllegalStateException("reading a body from memory failed", e);
        }
        return buffer.readByteArray();
    }

    private static CompletableFuture<ServerResponse> complete(
            HttpResponse<AsyncBody> response, ByteArrayOutputStream read) {
        response.body().consume();
        return response.body()
                .done()
                .thenApply(done -> new ServerResponse(response.code(), read.toByteArray(), Optional.empty()));
    }

    private static void read(List<ByteBuffer> buffers, ByteArrayOutputStream into, AsyncBody body) {
        for (var buffer : buffers) {
            if (into.size() + buffer.remaining() > MAX_BYTES) {
                body.cancel();
                throw new IllegalStateException("the response is larger than " + MAX_BYTES / 1024 / 1024 + " MiB");
            }
            var part = new byte[buffer.remaining()];
            buffer.get(part);
            into.writeBytes(part);
        }
        body.consume();
    }
}
