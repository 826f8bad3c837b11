package io.embeddingops.cli.reembed;

import io.embeddingops.verification.EndpointException;

/** Describes a failed request. A server's message may repeat a text, which must not be printed. */
final class ServerFailure {

    /** A part of a text of that length counts as a repetition. */
    private static final int PART = 12;

    private ServerFailure() {}

    /** The failure of a request with several texts; only what the server did not write. */
    static String text(EndpointException failure) {
        return switch (failure.kind()) {
            case UNAUTHORIZED -> "status 401 or 403: check the API key (--api-key-file)";
            case NO_API_KEYS ->
                "the server has no API keys, so it refuses all requests: check spec.access.apiKeySecret";
            case REJECTED -> status(failure) + ": check --dimensions, the prompt and the address";
            case FAILED ->
                status(failure) + ": start again when the server is well; if requests take too long, lower --batch and"
                        + " --concurrency or raise --timeout-seconds";
            default -> status(failure);
        };
    }

    /** The failure of a request with one text, with the server's message unless it repeats the text. */
    static String without(String text, EndpointException failure) {
        return repeats(failure.getMessage(), text) ? status(failure) : failure.getMessage();
    }

    private static String status(EndpointException failure) {
        var message = failure.getMessage();
        return message.startsWith("status ") ? message.split(" \\(", 2)[0] : message;
    }

    private static boolean repeats(String message, String text) {
        if (text.length() <= PART) {
            return message.contains(text);
        }
        for (int i = 0; i + PART <= message.length(); i++) {
            if (text.contains(message.substring(i, i + PART))) {
                return true;
            }
        }
        return false;
    }
}
