package io.embeddingops.fetch;

import io.embeddingops.hub.Hub;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a hub of their own, which has one small model. */
public abstract class HubCase {

    @TempDir
    protected Path temporary;

    /** Directory of {@link TestModel#REPO}. */
    protected Path model;

    protected Hub hub;

    private final long seed;
    private final int weights;

    protected HubCase(long seed) {
        this(seed, TestModel.WEIGHTS);
    }

    protected HubCase(long seed, int weights) {
        this.seed = seed;
        this.weights = weights;
    }

    @BeforeEach
    void startHub() throws IOException {
        model = TestModel.create(temporary.resolve("models"), TestModel.REPO, seed, weights);
        hub = Hub.start(temporary.resolve("models"));
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }
}
