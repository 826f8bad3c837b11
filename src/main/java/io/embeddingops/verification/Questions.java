package io.embeddingops.verification;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Asks a server, again when a failure may pass; a failure now and then says nothing of the vectors. */
final class Questions {

    /** For all requests of a run together. */
    static final int RETRIES = 5;

    private static final int RETRIES_OF_ONE = 2;

    private interface Request<T> {
        T send() throws EndpointException;
    }

    private final EmbeddingEndpoint endpoint;
    private int retries;

    Questions(EmbeddingEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Empty also when the server refuses to say. */
    Optional<ModelInfo> modelInfo() throws Stop {
        try {
            return persist(endpoint::modelInfo);
        } catch (EndpointException e) {
            if (e.kind() == EndpointException.Kind.FAILED) {
                throw new Stop(Problem.UNREACHABLE, e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** The vectors of texts at the model's own size; a refusal is that problem. */
    List<float[]> embed(List<String> texts, Problem refusal, String remedy) throws Stop {
        try {
            return embed(texts, OptionalInt.empty());
        } catch (EndpointException e) {
            throw new Stop(refusal, e.getMessage() + ": " + remedy);
        }
    }

    /** The vectors of texts; only a refusal is thrown as it is. */
    List<float[]> embed(List<String> texts, OptionalInt dimensions) throws EndpointException, Stop {
        try {
            var vectors = persist(() -> endpoint.embed(texts, dimensions));
            if (vectors.size() != texts.size()) {
                throw new Stop(
                        Problem.BATCH_MISMATCH,
                        vectors.size() + " vectors were answered for " + texts.size() + " texts");
            }
            return vectors;
        } catch (EndpointException e) {
            switch (e.kind()) {
                case MISFIT -> throw new Stop(Problem.BATCH_MISMATCH, e.getMessage());
                case FAILED -> throw new Stop(Problem.UNREACHABLE, e.getMessage());
                case LOCKED -> throw new Stop(Problem.UNAUTHORIZED, e.getMessage());
                default -> throw e;
            }
        }
    }

    private <T> T persist(Request<T> request) throws EndpointException {
        for (int attempt = 0; ; attempt++) {
            try {
                return request.send();
            } catch (EndpointException e) {
                if (!e.passing() || attempt == RETRIES_OF_ONE || retries == RETRIES) {
                    throw e;
                }
                retries++;
            }
        }
    }
}
