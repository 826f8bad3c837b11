package io.embeddingops.health;

import com.fasterxml.jackson.databind.JsonNode;
import io.embeddingops.verification.EndpointException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a server answered. */
record Answer(int status, byte[] body, Optional<String> secret) {

    private static final int LONGEST_MESSAGE = 300;
    private static final Set<Integer> LOCKED = Set.of(401, 403, 407);
    private static final Set<Integer> BUSY = Set.of(408, 425, 429);

    boolean ok() {
        return status == 200;
    }

    /** The body of an answer that brings what was asked for; any other is an exception that says what it was. */
    byte[] okBody() throws EndpointException {
        if (ok()) {
            return body;
        }
        var message = "status " + status + said().map(text -> " (" + text + ")").orElse("");
        if (LOCKED.contains(status)) {
            throw new EndpointException(EndpointException.Kind.LOCKED, message + ": the API key is missing or wrong");
        }
        if (status >= 500 || BUSY.contains(status)) {
            throw new EndpointException(EndpointException.Kind.FAILED, message);
        }
        if (status >= 400) {
            throw new EndpointException(EndpointException.Kind.REFUSED, message);
        }
        throw EndpointException.lasting(message + (status >= 300 ? ": redirects are not followed" : ""));
    }

    /** The body as JSON; empty when it is none. */
    Optional<JsonNode> json() {
        try {
            return Optional.ofNullable(Json.MAPPER.readTree(body));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What the server says itself, in one line; SGLang, OpenAI and FastAPI have different places for it. */
    private Optional<String> said() {
        return json().flatMap(json -> Stream.of("/message", "/error/message", "/error", "/detail")
                        .map(json::at)
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue)
                        .findFirst())
                .map(text -> secret.map(key -> text.replace(key, "***")).orElse(text))
                .map(text -> text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip())
                .map(text -> text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "..." : text);
    }

    @Override
    public String toString() {
        return "status " + status + ", " + body.length + " bytes";
    }
}
