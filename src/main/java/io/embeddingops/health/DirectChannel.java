package io.embeddingops.health;

import io.embeddingops.verification.EndpointException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Sends requests directly to a server; redirects are not followed. */
final class DirectChannel implements Channel {

    private final OkHttpClient client;
    private final Duration timeout;
    private final Optional<String> apiKey;

    DirectChannel(OkHttpClient shared, Duration timeout, Optional<String> apiKey) {
        this.client = shared.newBuilder()
                .callTimeout(timeout)
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
        this.timeout = timeout;
        this.apiKey = apiKey;
    }

    @Override
    public ServerResponse send(Request.Builder request) throws EndpointException {
        request.header("Accept", "application/json").header("User-Agent", "embedding-operator");
        apiKey.ifPresent(key -> request.header("Authorization", "Bearer " + key));
        var call = client.newCall(request.build());
        try (var response = call.execute()) {
            var retryAfter = Optional.ofNullable(response.header("Retry-After"));
            return new ServerResponse(response.code(), body(call, response), apiKey, retryAfter);
        } catch (InterruptedIOException e) {
            throw EndpointException.permanent("no complete response within " + text(timeout));
        } catch (SSLException e) {
            throw EndpointException.permanent("TLS failed: " + e.getMessage());
        } catch (IOException e) {
            throw new EndpointException(EndpointException.Kind.FAILED, "no response: " + e.getMessage());
        }
    }

    private static byte[] body(Call call, Response response) throws IOException, EndpointException {
        var body = response.body();
        if (body == null) {
            return new byte[0];
        }
        var source = body.source();
        if (source.request(MAX_BYTES + 1L)) {
            // closing alone would keep reading for a while in order to reuse the connection
            call.cancel();
            throw EndpointException.permanent("the response is larger than " + MAX_BYTES / 1024 / 1024 + " MiB");
        }
        return source.readByteArray();
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
