package io.embeddingops.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceRulesTest {

    @Test
    void refusesGpusInResources() {
        assertThat(Given.errors("""
                        model: {path: /m}
                        gpu: {resourceName: amd.com/gpu}
                        server: {resources: {limits: {amd.com/gpu: 1, nvidia.com/gpu: 1}, requests: {amd.com/gpu: 1}}}
                        """))
                .containsExactly(
                        "spec.server.resources.limits[amd.com/gpu] must be removed: set spec.gpu.count instead",
                        "spec.server.resources.requests[amd.com/gpu] must be removed: set spec.gpu.count instead");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1Gi", "much", "Gi", "1GB"})
    void refusesSharedMemorySizes(String size) {
        assertThat(Given.errors("{model: {path: /m}, server: {sharedMemorySize: '" + size + "'}}"))
                .containsExactly(
                        "spec.server.sharedMemorySize " + size + " must be a quantity greater than 0, such as 2Gi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "64Mi", "0.5Gi", "1e9"})
    void allowsSharedMemorySizes(String size) {
        assertThat(Given.plan("{model: {path: /m}, server: {sharedMemorySize: '" + size + "'}}")
                        .server()
                        .sharedMemory()
                        .getNumericalAmount())
                .isPositive();
    }
}
