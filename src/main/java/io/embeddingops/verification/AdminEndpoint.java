package io.embeddingops.verification;

/**
 * An administrative endpoint of SGLang, with a request that shows without harm whether it is reachable. The request has the
 * empty JSON object as its body if its method is POST.
 */
public enum AdminEndpoint {
    /** Answers 200 with the server's settings. */
    SERVER_INFO("GET", "server_info"),
    /** Replaces the model. Without the required {@code model_path} it answers 400, or 422 in other releases. */
    UPDATE_WEIGHTS("POST", "update_weights_from_disk");

    private final String method;
    private final String path;

    AdminEndpoint(String method, String path) {
        this.method = method;
        this.path = path;
    }

    public String method() {
        return method;
    }

    /** The path below the server's root. */
    public String path() {
        return path;
    }

    @Override
    public String toString() {
        return method + " /" + path;
    }
}
