package io.embeddingops.verification;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A server that embeds texts. */
public interface EmbeddingEndpoint {

    /** Describes the server's model; empty for servers other than SGLang, which do not provide it. */
    Optional<ModelInfo> modelInfo() throws EndpointException;

    /**
     * Embeds texts.
     *
     * @param dimensions the requested size, at least 1; empty for the model's own
     * @return one vector per text, in the order of the texts; components may be NaN or infinite, sizes may differ
     */
    List<float[]> embed(List<String> texts, OptionalInt dimensions) throws EndpointException;

    /** Whether the server embeds texts without the API key that it should require; empty if it need not require one. */
    default Optional<Boolean> embedsWithoutKey() throws EndpointException {
        return Optional.empty();
    }

    /** Whether an administrative endpoint carries out requests; false if it does not exist or requires another API key. */
    boolean reachable(AdminEndpoint endpoint) throws EndpointException;
}
