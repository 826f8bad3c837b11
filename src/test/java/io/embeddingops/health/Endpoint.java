package io.embeddingops.health;

import io.embeddingops.verification.AdminEndpoint;
import io.embeddingops.verification.EmbeddingEndpoint;
import io.embeddingops.verification.ModelInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A fake endpoint that only holds the name of its pod. */
record Endpoint(String pod) implements EmbeddingEndpoint {

    @Override
    public Optional<ModelInfo> modelInfo() {
        return Optional.empty();
    }

    @Override
    public List<float[]> embed(List<String> texts, OptionalInt dimensions) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean reachable(AdminEndpoint endpoint) {
        throw new UnsupportedOperationException();
    }
}
