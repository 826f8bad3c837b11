package io.embeddingops.health;

import static io.embeddingops.fixtures.ScriptedServer.answer;
import static io.embeddingops.fixtures.ScriptedServer.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import io.embeddingops.fixtures.ScriptedServer.Seen;
import io.embeddingops.verification.AdminEndpoint;
import io.embeddingops.verification.EndpointException;
import io.embeddingops.verification.EndpointException.Kind;
import io.embeddingops.verification.ModelInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEndpointTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final OkHttpClient CLIENT = new OkHttpClient();

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void requestsCarryModelAndApiKey(String end) throws EndpointException {
        try (var server = ScriptedServer.of(ScriptedModel.usual())) {
            var base = HttpUrl.get(server.base() + end);
            var endpoint = new HttpEndpoint(CLIENT, base, "mine", TIMEOUT, Optional.of("s3cret"));

            assertThat(HttpEndpoint.firstModel(CLIENT, base, TIMEOUT, Optional.of("s3cret")))
                    .isEqualTo("scripted");
            assertThat(endpoint.modelInfo()).contains(ModelInfo.of(false));
            assertThat(endpoint.embed(List.of("a", "b"), OptionalInt.of(8)))
                    .containsExactlyElementsOf(ScriptedModel.usual().embed(List.of("a", "b"), OptionalInt.of(8)));
            assertThat(server.seen())
                    .containsExactly(
                            new Seen("GET /v1/models", "Bearer s3cret", ""),
                            new Seen("GET /model_info", "Bearer s3cret", ""),
                            new Seen("POST /v1/embeddings", "Bearer s3cret", "mine"));
            assertThat(endpoint.toString()).contains("mine").doesNotContain("s3cret");
        }
    }

    @Test
    void nonNumericComponentsAreNotFinite() throws EndpointException {
        try (var server = ScriptedServer.raw(exchange -> answer(
                exchange, 200, "{\"data\": [{\"index\": 0, \"embedding\": [NaN, null, -Infinity, 1e99, 1, 5e-1]}]}"))) {
            assertThat(endpoint(server).embed(List.of("a"), OptionalInt.empty()).get(0))
                    .containsExactly(Float.NaN, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 1f, 0.5f);
        }
    }

    @Test
    void largeVectorsAreRead() throws EndpointException {
        var large = new ScriptedModel(5000, 1).random(1);
        try (var server = ScriptedServer.of(question -> List.of(large))) {
            assertThat(endpoint(server).embed(List.of("a"), OptionalInt.empty()).get(0))
                    .containsExactly(large);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0,0  | two vectors were returned with index 0
            0,2  | with index 2 for a request with 2 texts
            0,-1 | with index -1 for a request with 2 texts
            1    | 1 vectors were returned for 2 texts
            """)
    void vectorsWithWrongIndexAreRejected(String indices, String message) {
        var items = Arrays.stream(indices.split(","))
                .map(index -> item(Integer.parseInt(index), new float[] {1}))
                .toList();
        try (var server = ScriptedServer.raw(
                exchange -> answer(exchange, 200, "{\"data\": [" + String.join(",", items) + "]}"))) {
            var failure = failure(server, List.of("a", "b"));

            assertThat(failure.kind()).isEqualTo(Kind.MISMATCH);
            assertThat(failure).hasMessageContaining(message);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"object\": \"error\", \"message\": \"key s3cret\\n is long\", \"code\": 400}",
                "{\"error\": {\"message\": \"key s3cret is long\"}}",
                "{\"error\": \"key s3cret is long\"}",
                "{\"detail\": \"key s3cret is long\"}"
            })
    void serverMessageIsIncludedWithoutSecrets(String body) {
        try (var server = ScriptedServer.raw(exchange -> answer(exchange, 400, body))) {
            var failure = failure(server, List.of("a"));

            assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
            assertThat(failure).hasMessage("status 400 (key *** is long)");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403 | {"kind": "Status", "apiVersion": "v1", "message": "pods \\"x\\" is forbidden", "code": 403} | status 403 (pods "x" is forbidden): the API server refuses, not the embedding server: the operator needs permission for pods/proxy, or use --probe-via direct
            401 | {"error": "Unauthorized"} | status 401 (Unauthorized): the API key is missing or wrong
            403 | <html>Forbidden</html>    | status 403: the API key is missing or wrong, or a proxy or gateway on the way refuses the request
            """)
    void refusalNamesWhoRefused(int status, String body, String message) {
        try (var server = ScriptedServer.raw(exchange -> answer(exchange, status, body))) {
            assertThat(failure(server, List.of("a")).getMessage()).isEqualTo(message);
        }
    }

    @Test
    void longServerMessageIsTruncated() {
        try (var server =
                ScriptedServer.raw(exchange -> answer(exchange, 400, "{\"message\": \"" + "x".repeat(9000) + "\"}"))) {
            assertThat(failure(server, List.of("a")).getMessage()).hasSizeLessThan(400);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | {"detail": "Not Found"}
            401 | {}
            302 | {}
            200 | <html></html>
            200 | {"model": "x"}
            200 | ''
            """)
    void modelInfoIsEmptyForOtherServers(int status, String body) throws EndpointException {
        try (var server = ScriptedServer.raw(exchange -> answer(exchange, 500, ""))
                .withModelInfo(exchange -> answer(exchange, status, body))) {
            assertThat(endpoint(server).modelInfo()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SERVER_INFO    | 200 | {"version": "0.5.23"} | true
            SERVER_INFO    | 200 | <html></html>         | false
            SERVER_INFO    | 404 | {}                    | false
            SERVER_INFO    | 401 | {}                    | false
            SERVER_INFO    | 403 | {}                    | false
            SERVER_INFO    | 400 | {}                    | false
            SERVER_INFO    | 500 | {}                    | false
            UPDATE_WEIGHTS | 400 | {}                    | true
            UPDATE_WEIGHTS | 422 | {}                    | true
            UPDATE_WEIGHTS | 200 | {}                    | false
            UPDATE_WEIGHTS | 404 | {}                    | false
            UPDATE_WEIGHTS | 401 | {}                    | false
            UPDATE_WEIGHTS | 405 | {}                    | false
            """)
    void reachableEndpointAnswersOrRefusesOnlyTheBody(
            AdminEndpoint endpoint, int status, String body, boolean reachable) throws EndpointException {
        try (var server =
                ScriptedServer.of(ScriptedModel.usual()).withAdmin(exchange -> answer(exchange, status, body))) {
            assertThat(endpoint(server).reachable(endpoint)).isEqualTo(reachable);
            assertThat(server.seen()).containsExactly(new Seen(endpoint.toString(), "Bearer s3cret", ""));
        }
    }

    private static HttpEndpoint endpoint(ScriptedServer server) {
        return new HttpEndpoint(CLIENT, server.base(), "scripted", TIMEOUT, Optional.of("s3cret"));
    }

    private static EndpointException failure(ScriptedServer server, List<String> texts) {
        return catchThrowableOfType(
                EndpointException.class, () -> endpoint(server).embed(texts, OptionalInt.empty()));
    }
}
