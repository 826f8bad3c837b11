package io.embeddingops.fetch;

import io.embeddingops.source.FetchReason;
import io.embeddingops.source.HuggingFaceLocation;
import io.embeddingops.source.Location;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.Response;

/** What a response other than 2xx means. A Hub says it in the header {@code X-Error-Code}. */
final class HttpFailure {

    private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429, 500, 502, 503, 504);

    /** The Hub's header: {@code "api";r=0;t=55}: nothing left for 55 seconds. */
    private static final Pattern RATE_LIMIT = Pattern.compile(";\\s*r=0\\s*;\\s*t=(\\d{1,6})");

    private HttpFailure() {}

    /** Whether the same request may succeed later. */
    static boolean isTransient(Response response) {
        return TRANSIENT.contains(response.code());
    }

    /** How long the server asks to wait. */
    static Optional<Duration> retryAfter(Response response) {
        var text = response.header("Retry-After");
        if (text == null) {
            var limit = RATE_LIMIT.matcher(response.header("RateLimit", ""));
            return limit.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(limit.group(1)))) : Optional.empty();
        }
        try {
            return Optional.of(
                    text.matches("\\d{1,9}")
                            ? Duration.ofSeconds(Long.parseLong(text))
                            : Duration.between(
                                    Instant.now(), DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * The failure of a download.
     *
     * @param what is requested, such as {@code the list of files}
     */
    static FetchException of(Response response, Location location, String what) {
        var host = response.request().url().host();
        var status = response.code();
        if (location instanceof HuggingFaceLocation hub) {
            var known = HubFailure.of(response, hub);
            if (known.isPresent()) {
                return known.get();
            }
        }
        if (isTransient(response)) {
            var limited = status == 429;
            return new FetchException(
                    FetchReason.MODEL_UNREACHABLE,
                    host + " answers " + what + " with " + status + (limited ? " (too many requests)" : "")
                            + (limited
                                    ? ": a token, a mirror or a shared cache (model.cache) lowers the number of requests"
                                    : ": it is not available at present"));
        }
        return switch (status) {
            case 401, 403 ->
                new FetchException(
                        FetchReason.MODEL_UNAUTHORIZED,
                        host + " refuses " + what + " with " + status
                                + ": check the token or the keys and their permissions");
            case 404, 410 ->
                new FetchException(
                        FetchReason.MODEL_NOT_FOUND, host + " does not have " + what + " of " + location.text());
            case 407 ->
                new FetchException(
                        FetchReason.MODEL_UNREACHABLE,
                        "the proxy requires a user and a password, which is not supported");
            default ->
                new FetchException(
                        FetchReason.MODEL_UNREACHABLE,
                        host + " answers " + what + " with the status " + status + ": check the endpoint");
        };
    }
}
