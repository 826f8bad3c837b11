package io.embeddingops.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.embeddingops.verification.AdminEndpoint;
import io.embeddingops.verification.EmbeddingEndpoint;
import io.embeddingops.verification.EndpointException;
import io.embeddingops.verification.ModelInfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** A server with an OpenAI-compatible API. */
public final class HttpEndpoint implements EmbeddingEndpoint {

    private static final MediaType JSON = MediaType.get("application/json");
    /** Responses of an endpoint that exists to a body that lacks required fields. */
    private static final Set<Integer> REFUSED_BODY = Set.of(400, 422);

    private static final String VERSION_SEGMENT = "v1";

    private final Channel channel;
    private final HttpUrl base;
    private final String model;
    private final Optional<Channel> withoutKey;
    private final Map<String, ?> fields;

    /**
     * Creates an endpoint without sending a request.
     *
     * @param client shared by all endpoints; provides proxy and trust, but not timeouts and redirects
     * @param base the base URL of an OpenAI client, ending in {@code /v1} with or without a trailing slash
     * @param model the model name sent with each request
     * @param timeout for a complete call, above 0
     * @param apiKey sent as a bearer token; never logged
     */
    public HttpEndpoint(OkHttpClient client, HttpUrl base, String model, Duration timeout, Optional<String> apiKey) {
        this(
                new DirectChannel(client, timeout, apiKey),
                base,
                model,
                apiKey.map(any -> new DirectChannel(client, timeout, Optional.empty())));
    }

    /**
     * Creates an endpoint.
     *
     * @param withoutKey sends requests without an API key to a server that should refuse them; empty if it needs none
     */
    HttpEndpoint(Channel channel, HttpUrl base, String model, Optional<Channel> withoutKey) {
        this(channel, base, model, withoutKey, Map.of());
    }

    private HttpEndpoint(
            Channel channel, HttpUrl base, String model, Optional<Channel> withoutKey, Map<String, ?> fields) {
        this.channel = channel;
        this.base = withoutSlash(base);
        this.model = model;
        this.withoutKey = withoutKey;
        this.fields = fields;
    }

    /** The same endpoint, whose texts are embedded before those with a lower priority. */
    HttpEndpoint withPriority(int value) {
        return withFields(Map.of("priority", value));
    }

    /** The same endpoint, with these fields in each request for vectors, such as {@code prompt_name}. */
    public HttpEndpoint withFields(Map<String, ?> more) {
        return new HttpEndpoint(channel, base, model, withoutKey, Map.copyOf(more));
    }

    /** Returns the first model that the server lists; same parameters as the constructor. */
    public static String firstModel(OkHttpClient client, HttpUrl base, Duration timeout, Optional<String> apiKey)
            throws EndpointException {
        var url = withoutSlash(base).newBuilder().addPathSegment("models").build();
        var answer = new DirectChannel(client, timeout, apiKey).send(new Request.Builder().url(url));
        answer.bodyIfOk();
        return answer.json()
                .map(json -> json.at("/data/0/id"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .orElseThrow(() -> EndpointException.permanent("the server's list of models is empty or unreadable"));
    }

    @Override
    public Optional<ModelInfo> modelInfo() throws EndpointException {
        var answer = channel.send(
                new Request.Builder().url(root().addPathSegment("model_info").build()));
        if (answer.status() >= 500) {
            answer.bodyIfOk();
        }
        return Optional.of(answer)
                .filter(ServerResponse::ok)
                .flatMap(ServerResponse::json)
                .flatMap(ModelInfoResponse::read);
    }

    @Override
    public List<float[]> embed(List<String> texts, OptionalInt dimensions) throws EndpointException {
        var url = base.newBuilder().addPathSegment("embeddings").build();
        var body = RequestBody.create(requestBody(texts, dimensions), JSON);
        var answer = channel.send(new Request.Builder().url(url).post(body));
        return EmbeddingsResponse.read(answer.bodyIfOk(), texts.size());
    }

    @Override
    public Optional<Boolean> embedsWithoutKey() throws EndpointException {
        if (withoutKey.isEmpty()) {
            return Optional.empty();
        }
        var url = base.newBuilder().addPathSegment("embeddings").build();
        var body = RequestBody.create(requestBody(List.of("key"), OptionalInt.empty()), JSON);
        return Optional.of(
                withoutKey.get().send(new Request.Builder().url(url).post(body)).ok());
    }

    /** Whether the server lists its models; false if it requires an API key. */
    boolean listsModels() throws EndpointException {
        var url = base.newBuilder().addPathSegment("models").build();
        var answer = channel.send(new Request.Builder().url(url));
        if (answer.ok()) {
            return true;
        }
        try {
            answer.bodyIfOk();
        } catch (EndpointException e) {
            if (e.kind() != EndpointException.Kind.UNAUTHORIZED) {
                throw e;
            }
        }
        return false;
    }

    /** A page in HTML, which some gateways return for any path, does not count. */
    @Override
    public boolean reachable(AdminEndpoint endpoint) throws EndpointException {
        var request =
                new Request.Builder().url(root().addPathSegment(endpoint.path()).build());
        var answer = channel.send(
                endpoint == AdminEndpoint.UPDATE_WEIGHTS ? request.post(RequestBody.create("{}", JSON)) : request);
        return endpoint == AdminEndpoint.UPDATE_WEIGHTS
                ? REFUSED_BODY.contains(answer.status())
                : answer.ok() && answer.json().filter(JsonNode::isObject).isPresent();
    }

    @Override
    public String toString() {
        return model + " at " + base.redact();
    }

    private byte[] requestBody(List<String> texts, OptionalInt dimensions) {
        var body = new LinkedHashMap<String, Object>(fields);
        body.put("model", model);
        body.put("input", texts);
        body.put("encoding_format", "float");
        dimensions.ifPresent(size -> body.put("dimensions", size));
        try {
            return Json.MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Strings and numbers can always be written as JSON", e);
        }
    }

    private HttpUrl.Builder root() {
        var last = base.pathSize() - 1;
        return base.pathSegments().get(last).equals(VERSION_SEGMENT)
                ? base.newBuilder().removePathSegment(last)
                : base.newBuilder();
    }

    /** Removes a trailing slash, which OkHttp represents as an empty last segment. */
    private static HttpUrl withoutSlash(HttpUrl url) {
        var last = url.pathSize() - 1;
        return last > 0 && url.pathSegments().get(last).isEmpty()
                ? url.newBuilder().removePathSegment(last).build()
                : url;
    }
}
