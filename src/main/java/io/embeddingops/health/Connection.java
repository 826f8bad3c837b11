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

/** Sends requests to one server, with bounds on time and size; redirects are not followed. */
final class Connection implements Channel {

    private final OkHttpClient client;
    private final Duration timeout;
    private final Optional<String> apiKey;

    Connection(OkHttpClient shared, Duration timeout, Optional<String> apiKey) {
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
    public Answer send(Request.Builder request) throws EndpointException {
        request.header("Accept", "application/json").header("User-Agent", "embedding-operator");
        apiKey.ifPresent(key -> request.header("Authorization", "Bearer " + key));
        var call = client.newCall(request.build());
        try (var response = call.execute()) {
            return new Answer(response.code(), body(call, response), apiKey);
        } catch (InterruptedIOException e) {
            throw EndpointException.lasting("there was no complete answer within " + text(timeout));
        } catch (SSLException e) {
            throw EndpointException.lasting("no secure connection: " + e.getMessage());
        } catch (IOException e) {
            throw new EndpointException(EndpointException.Kind.FAILED, "there was no answer: " + e.getMessage());
        }
    }

    private static byte[] body(Call call, Response response) throws IOException, EndpointException {
        var body = response.body();
        if (body == null) {
            return new byte[0];
        }
        var source = body.source();
        if (source.request(MOST_BYTES + 1L)) {
            // closing alone would read on for a while, to use the connection again
            call.cancel();
            throw EndpointException.lasting("the answer has more than " + MOST_BYTES / 1024 / 1024 + " MiB");
        }
        return source.readByteArray();
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
