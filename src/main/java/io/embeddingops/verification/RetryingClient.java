package io.embeddingops.verification;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Sends requests and retries transient failures, which say nothing about the vectors. */
final class RetryingClient {

    /** Retries of all requests of a run together. */
    static final int MAX_RETRIES = 5;

    private static final int RETRIES_PER_REQUEST = 2;

    private interface Request<T> {
        T send() throws EndpointException;
    }

    private final EmbeddingEndpoint endpoint;
    private int retries;

    RetryingClient(EmbeddingEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** The server's model; empty if the server rejects the request. */
    Optional<ModelInfo> modelInfo() throws AbortException {
        try {
            return retry(endpoint::modelInfo);
        } catch (EndpointException e) {
            switch (e.kind()) {
                case FAILED -> throw new AbortException(Problem.UNREACHABLE, e.getMessage());
                case NO_API_KEYS -> throw new AbortException(Problem.NO_API_KEYS, e.getMessage());
                case API_KEYS_UNREADABLE -> throw new AbortException(Problem.API_KEYS_UNREADABLE, e.getMessage());
                default -> {
                    return Optional.empty();
                }
            }
        }
    }

    /** Whether an administrative endpoint is reachable. Not retried, since the answer does not concern the vectors. */
    boolean reachable(AdminEndpoint admin) throws EndpointException {
        return endpoint.reachable(admin);
    }

    /** Whether the server embeds without the API key that it should require. Not retried either. */
    Optional<Boolean> embedsWithoutKey() throws EndpointException {
        return endpoint.embedsWithoutKey();
    }

    /** Embeds texts at the model's own size; a rejected request ends the run with that problem. */
    List<float[]> embed(List<String> texts, Problem ifRejected, String remedy) throws AbortException {
        try {
            return embed(texts, OptionalInt.empty());
        } catch (EndpointException e) {
            throw new AbortException(ifRejected, e.getMessage() + ": " + remedy);
        }
    }

    /** Embeds texts. Throws {@link EndpointException} only for a rejected request; other failures end the run. */
    List<float[]> embed(List<String> texts, OptionalInt dimensions) throws EndpointException, AbortException {
        try {
            var vectors = retry(() -> endpoint.embed(texts, dimensions));
            if (vectors.size() != texts.size()) {
                throw new AbortException(
                        Problem.BATCH_MISMATCH,
                        vectors.size() + " vectors were returned for " + texts.size() + " texts");
            }
            return vectors;
        } catch (EndpointException e) {
            switch (e.kind()) {
                case MISMATCH -> throw new AbortException(Problem.BATCH_MISMATCH, e.getMessage());
                case FAILED -> throw new AbortException(Problem.UNREACHABLE, e.getMessage());
                case UNAUTHORIZED -> throw new AbortException(Problem.UNAUTHORIZED, e.getMessage());
                case NO_API_KEYS -> throw new AbortException(Problem.NO_API_KEYS, e.getMessage());
                case API_KEYS_UNREADABLE -> throw new AbortException(Problem.API_KEYS_UNREADABLE, e.getMessage());
                default -> throw e;
            }
        }
    }

    private <T> T retry(Request<T> request) throws EndpointException {
        for (int attempt = 0; ; attempt++) {
            try {
                return request.send();
            } catch (EndpointException e) {
                if (!e.retryable() || attempt == RETRIES_PER_REQUEST || retries == MAX_RETRIES) {
                    throw e;
                }
                retries++;
            }
        }
    }
}
