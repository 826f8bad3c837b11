package io.embeddingops.health;

import com.fasterxml.jackson.databind.JsonNode;
import io.embeddingops.verification.EndpointException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An HTTP response of a server.
 *
 * @param secret the API key of the request
 * @param retryAfter the header {@code Retry-After}
 */
record ServerResponse(int status, byte[] body, Optional<String> secret, Optional<String> retryAfter) {

    private static final int MAX_MESSAGE = 300;
    private static final Set<Integer> UNAUTHORIZED = Set.of(401, 403, 407);
    private static final String NO_API_KEYS = "no_api_keys";
    private static final Set<Integer> BUSY = Set.of(408, 425, 429);

    ServerResponse(int status, byte[] body, Optional<String> secret) {
        this(status, body, secret, Optional.empty());
    }

    boolean ok() {
        return status == 200;
    }

    /** The body of a response with status 200; throws for any other status. */
    byte[] bodyIfOk() throws EndpointException {
        if (ok()) {
            return body;
        }
        var message = "status " + status
                + serverMessage().map(text -> " (" + text + ")").orElse("");
        if (UNAUTHORIZED.contains(status) && hasNoKeys()) {
            throw new EndpointException(EndpointException.Kind.NO_API_KEYS, message);
        }
        if (UNAUTHORIZED.contains(status)) {
            throw new EndpointException(EndpointException.Kind.UNAUTHORIZED, message + ": " + whoRefused());
        }
        if (status >= 500 || BUSY.contains(status)) {
            throw EndpointException.busy(message, retryAfter.flatMap(RetryAfter::parse));
        }
        if (status >= 400) {
            throw new EndpointException(EndpointException.Kind.REJECTED, message);
        }
        throw EndpointException.permanent(message + (status >= 300 ? ": redirects are not followed" : ""));
    }

    /** The operator's plugin says that the server has no API key, so that it refuses all requests. */
    private boolean hasNoKeys() {
        return json().filter(json -> NO_API_KEYS.equals(json.at("/error/code").textValue()))
                .isPresent();
    }

    /** The server itself answers with JSON, and the API server, through which a pod may be reached, with a Status. */
    private String whoRefused() {
        if (json().filter(json -> "Status".equals(json.path("kind").textValue()))
                .isPresent()) {
            return "the API server refuses, not the embedding server: the operator needs permission for pods/proxy, or use"
                    + " --probe-via direct";
        } else if (json().filter(JsonNode::isObject).isEmpty()) {
            return "the API key is missing or wrong, or a proxy or gateway on the way refuses the request";
        }
        return "the API key is missing or wrong";
    }

    /** The body as JSON; empty if it is not JSON. */
    Optional<JsonNode> json() {
        try {
            return Optional.ofNullable(Json.MAPPER.readTree(body));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The server's error message in one line, without the API key. SGLang, OpenAI and FastAPI use different fields. */
    private Optional<String> serverMessage() {
        return json().flatMap(json -> Stream.of("/message", "/error/message", "/error", "/detail")
                        .map(json::at)
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue)
                        .findFirst())
                .map(text -> secret.map(key -> text.replace(key, "***")).orElse(text))
                .map(text -> text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip())
                .map(text -> text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) + "..." : text);
    }

    @Override
    public String toString() {
        return "status " + status + ", " + body.length + " bytes";
    }
}
