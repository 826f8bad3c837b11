package io.embeddingops.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.embeddingops.verification.EmbeddingEndpoint;
import io.embeddingops.verification.EndpointException;
import io.embeddingops.verification.ModelInfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** A server with an API like OpenAI's. */
public final class HttpEndpoint implements EmbeddingEndpoint {

    private static final MediaType JSON = MediaType.get("application/json");
    private static final String VERSION_SEGMENT = "v1";

    private final Channel channel;
    private final HttpUrl base;
    private final String model;

    /**
     * Calls nobody yet.
     *
     * @param client shared by all endpoints; decides on proxy and trust, while time and redirects are ruled here
     * @param base the base URL of an OpenAI client, which ends in {@code /v1}, with or without a slash behind it
     * @param model the name to send with each request
     * @param timeout for a whole call, above 0
     * @param apiKey sent as a bearer token; never told
     */
    public HttpEndpoint(OkHttpClient client, HttpUrl base, String model, Duration timeout, Optional<String> apiKey) {
        this(new Connection(client, timeout, apiKey), base, model);
    }

    HttpEndpoint(Channel channel, HttpUrl base, String model) {
        this.channel = channel;
        this.base = withoutSlash(base);
        this.model = model;
    }

    /** The first model that a server of these lists; the parameters are those of the constructor. */
    public static String firstModel(OkHttpClient client, HttpUrl base, Duration timeout, Optional<String> apiKey)
            throws EndpointException {
        var url = withoutSlash(base).newBuilder().addPathSegment("models").build();
        var answer = new Connection(client, timeout, apiKey).send(new Request.Builder().url(url));
        answer.okBody();
        return answer.json()
                .map(json -> json.at("/data/0/id"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .orElseThrow(() -> EndpointException.lasting("the list of models is empty or cannot be read"));
    }

    @Override
    public Optional<ModelInfo> modelInfo() throws EndpointException {
        var answer = channel.send(
                new Request.Builder().url(root().addPathSegment("model_info").build()));
        if (answer.status() >= 500) {
            answer.okBody();
        }
        return Optional.of(answer)
                .filter(Answer::ok)
                .flatMap(Answer::json)
                .map(json -> json.path("is_generation"))
                .filter(JsonNode::isBoolean)
                .map(generation -> new ModelInfo(generation.booleanValue()));
    }

    @Override
    public List<float[]> embed(List<String> texts, OptionalInt dimensions) throws EndpointException {
        var url = base.newBuilder().addPathSegment("embeddings").build();
        var body = RequestBody.create(question(texts, dimensions), JSON);
        var answer = channel.send(new Request.Builder().url(url).post(body));
        return EmbeddingsAnswer.read(answer.okBody(), texts.size());
    }

    @Override
    public String toString() {
        return model + " at " + base.redact();
    }

    private byte[] question(List<String> texts, OptionalInt dimensions) {
        var question = new LinkedHashMap<String, Object>();
        question.put("model", model);
        question.put("input", texts);
        question.put("encoding_format", "float");
        dimensions.ifPresent(size -> question.put("dimensions", size));
        try {
            return Json.MAPPER.writeValueAsBytes(question);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Strings and numbers are always JSON", e);
        }
    }

    private HttpUrl.Builder root() {
        var last = base.pathSize() - 1;
        return base.pathSegments().get(last).equals(VERSION_SEGMENT)
                ? base.newBuilder().removePathSegment(last)
                : base.newBuilder();
    }

    /** A slash at the end is an empty segment, which {@code addPathSegment} fills. */
    private static HttpUrl withoutSlash(HttpUrl url) {
        var last = url.pathSize() - 1;
        return last > 0 && url.pathSegments().get(last).isEmpty()
                ? url.newBuilder().removePathSegment(last).build()
                : url;
    }
}
