package io.embeddingops.verification;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A server that embeds texts. */
public interface EmbeddingEndpoint {

    /** What the server says of its model; empty when it says nothing, as servers other than SGLang. */
    Optional<ModelInfo> modelInfo() throws EndpointException;

    /**
     * The vectors of texts.
     *
     * @param dimensions the size asked for, at least 1; empty for the model's own
     * @return one vector per text, in the order of the texts; components may be NaN or infinite, sizes may differ
     */
    List<float[]> embed(List<String> texts, OptionalInt dimensions) throws EndpointException;
}
