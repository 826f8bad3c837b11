package io.embeddingops.fetch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embeddingops.source.FetchReason;
import io.embeddingops.source.Location;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Response;

/** Requests whose responses are JSON, repeated while they fail for a reason that may pass. */
final class JsonRequests {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?next\"?");
    private static final long MAX_BYTES = 32 << 20;

    private final Redirects http;
    private final Location location;
    private final DownloadPolicy policy;

    JsonRequests(Redirects http, Location location, DownloadPolicy policy) {
        this.http = http;
        this.location = location;
        this.policy = policy;
    }

    /**
     * A page of a list.
     *
     * @param next address of the next page
     */
    record Page(JsonNode json, Optional<String> next) {}

    JsonNode json(HttpUrl url, String what) throws FetchException {
        return page(url, what).json();
    }

    /** Repeats the request as the policy says. */
    Page page(HttpUrl url, String what) throws FetchException {
        var patience = new Patience(policy);
        try {
            for (var attempt = 1; ; attempt++) {
                try (var answer = http.get(url, Optional.empty())) {
                    var response = answer.response();
                    if (response.isSuccessful()) {
                        return page(response);
                    }
                    var failure = HttpFailure.of(response, location, what);
                    if (!HttpFailure.isTransient(response)) {
                        throw failure;
                    }
                    patience.failed(attempt, HttpFailure.retryAfter(response), failure);
                } catch (IOException e) {
                    var failure = NetworkFailure.of(e, url);
                    if (NetworkFailure.isPermanent(e)) {
                        throw failure;
                    }
                    patience.failed(attempt, Optional.empty(), failure);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException(FetchReason.FETCH_FAILED, "the download was interrupted: start it again");
        }
    }

    /** Sends the request once. */
    JsonNode once(HttpUrl url, String what) throws FetchException {
        try (var answer = http.get(url, Optional.empty())) {
            if (!answer.response().isSuccessful()) {
                throw HttpFailure.of(answer.response(), location, what);
            }
            return page(answer.response()).json();
        } catch (IOException e) {
            throw NetworkFailure.of(e, url);
        }
    }

    private static Page page(Response response) throws IOException, FetchException {
        var source = response.body().source();
        try {
            if (source.request(MAX_BYTES + 1)) {
                throw notAHub(response);
            }
            var next = NEXT.matcher(response.header("Link", ""));
            return new Page(
                    JSON.readTree(source.readByteArray()), next.find() ? Optional.of(next.group(1)) : Optional.empty());
        } catch (JsonProcessingException e) {
            throw notAHub(response);
        }
    }

    private static FetchException notAHub(Response response) {
        return new FetchException(
                FetchReason.MODEL_UNREACHABLE,
                response.request().url().host()
                        + " does not answer as a Hugging Face Hub does (no JSON): check the endpoint");
    }
}
