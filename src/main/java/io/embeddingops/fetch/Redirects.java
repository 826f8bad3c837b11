package io.embeddingops.fetch;

import io.embeddingops.source.FetchReason;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** GET requests that follow redirects. Each hop gets only the credentials for its own host. */
final class Redirects {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MAX = 5;

    private final OkHttpClient client;
    private final Origin origin;

    Redirects(OkHttpClient client, Origin origin) {
        this.client = client;
        this.origin = origin;
    }

    /** A response that is no redirect, to be closed. */
    record Answer(Call call, Response response) implements AutoCloseable {

        /** Ends the connection if the body was not read to its end. */
        @Override
        public void close() {
            call.cancel();
            response.close();
        }
    }

    /** Sends the request; the range is a value of the header of that name. */
    Answer get(HttpUrl first, Optional<String> range) throws IOException, FetchException {
        var url = first;
        for (var hop = 0; hop <= MAX; hop++) {
            var request = HttpAccess.request(url);
            range.ifPresent(value -> request.header("Range", value));
            origin.authorization(url).ifPresent(value -> request.header("Authorization", value));
            var call = client.newCall(request.build());
            var response = call.execute();
            if (!REDIRECTS.contains(response.code())) {
                return new Answer(call, response);
            }
            try (response) {
                url = target(response);
            }
        }
        throw new FetchException(
                FetchReason.MODEL_UNREACHABLE,
                first.host() + " redirects more than " + MAX + " times: check the endpoint");
    }

    private static HttpUrl target(Response response) throws FetchException {
        var url = response.request().url();
        var target = url.resolve(response.header("Location", ""));
        if (target == null || url.isHttps() && !target.isHttps()) {
            throw new FetchException(
                    FetchReason.MODEL_UNREACHABLE,
                    url.host() + " redirects to an address without TLS or to none: check the endpoint");
        }
        return target;
    }
}
