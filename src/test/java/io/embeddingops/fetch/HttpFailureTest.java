package io.embeddingops.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.source.HuggingFaceLocation;
import io.embeddingops.source.Location;
import io.embeddingops.source.S3Location;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What responses mean that are no success. */
class HttpFailureTest {

    private static final Location HUB = new HuggingFaceLocation("acme/mini", "main");
    private static final Location BUCKET = new S3Location("s3.example.com", "models", "mini");

    @Test
    void timeToWaitIsInSecondsOrADateOrTheRateLimit() {
        assertThat(HttpFailure.retryAfter(response(429, "Retry-After", "7"))).contains(Duration.ofSeconds(7));
        var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(60));
        assertThat(HttpFailure.retryAfter(response(503, "Retry-After", date)))
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60)));
        assertThat(HttpFailure.retryAfter(response(429, "RateLimit", "\"api\";r=0;t=55")))
                .contains(Duration.ofSeconds(55));
        assertThat(HttpFailure.retryAfter(response(429, "RateLimit", "\"api\";r=9;t=55")))
                .isEmpty();
        assertThat(HttpFailure.retryAfter(response(503, "Retry-After", "soon"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, ModelUnauthorized, requires a token",
        "403, ModelUnauthorized, requires a token",
        "404, ModelNotFound, does not have the file x",
        "407, ModelUnreachable, the proxy requires a user",
        "418, ModelUnreachable, with the status 418",
        "429, ModelUnreachable, too many requests",
        "500, ModelUnreachable, not available"
    })
    void statusOfAHubHasAReason(int status, String reason, String text) {
        var failure = HttpFailure.of(response(status, "X-None", ""), HUB, "the file x");
        assertThat(failure).hasMessageContaining(text);
        assertThat(failure.reason()).hasToString(reason);
    }

    @Test
    void addressesAreNotRepeated() {
        for (var status : new int[] {401, 403, 404, 418, 429, 500}) {
            for (var location : new Location[] {HUB, BUCKET}) {
                assertThat(HttpFailure.of(response(status, "X-None", ""), location, "the file x"))
                        .hasMessageNotContaining("Signature");
            }
        }
        assertThat(HttpFailure.of(response(403, "X-None", ""), BUCKET, "the file x"))
                .hasMessageContaining("check the token or the keys");
    }

    private static Response response(int status, String header, String value) {
        return new Response.Builder()
                .request(new Request.Builder()
                        .url("https://hub.example.com/acme/mini/resolve/x?Signature=abc")
                        .build())
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("")
                .header(header, value)
                .build();
    }
}
