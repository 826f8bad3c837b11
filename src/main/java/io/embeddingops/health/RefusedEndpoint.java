package io.embeddingops.health;

import io.embeddingops.verification.AdminEndpoint;
import io.embeddingops.verification.EmbeddingEndpoint;
import io.embeddingops.verification.EndpointException;
import io.embeddingops.verification.ModelInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A server that cannot be verified, for a reason that is known before the first text is sent. */
record RefusedEndpoint(EndpointException why) implements EmbeddingEndpoint {

    @Override
    public Optional<ModelInfo> modelInfo() throws EndpointException {
        throw why;
    }

    @Override
    public List<float[]> embed(List<String> texts, OptionalInt dimensions) throws EndpointException {
        throw why;
    }

    @Override
    public boolean reachable(AdminEndpoint endpoint) throws EndpointException {
        throw why;
    }

    @Override
    public Optional<Boolean> embedsWithoutKey() throws EndpointException {
        throw why;
    }
}
