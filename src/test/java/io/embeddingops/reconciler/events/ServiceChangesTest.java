package io.embeddingops.reconciler.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.fixtures.Given;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceChangesTest {

    private static final String AUTOSCALED = "{model: {path: /m}, autoscaling: {maxReplicas: 2}}";
    private static final String FIXED = "{model: {path: /m}}";

    @ParameterizedTest
    @CsvSource({"1, 2, true", "1, 1, false"})
    void theGenerationStandsForTheSpec(long before, long now, boolean matters) {
        assertThat(ServiceChanges.matter(service(FIXED, now, ""), service(FIXED, before, "")))
                .isEqualTo(matters);
    }

    @Test
    void aDeletedServiceMatters() {
        var deleted = service(FIXED, 1, "");
        deleted.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
        assertThat(ServiceChanges.matter(deleted, service(FIXED, 1, ""))).isTrue();
    }

    @Test
    void whoAppliesTheReplicasMattersToAnAutoscaler() {
        var applied = "{\"spec\":{\"replicas\":1}}";
        var other = "{\"spec\":{}}";
        assertThat(ServiceChanges.matter(service(AUTOSCALED, 1, applied), service(AUTOSCALED, 1, other)))
                .isTrue();
        assertThat(ServiceChanges.matter(service(AUTOSCALED, 1, other), service(AUTOSCALED, 1, applied)))
                .isTrue();
        assertThat(ServiceChanges.matter(service(AUTOSCALED, 1, applied), service(AUTOSCALED, 1, applied)))
                .isFalse();
        assertThat(ServiceChanges.matter(service(FIXED, 1, applied), service(FIXED, 1, other)))
                .isFalse();
    }

    private static EmbeddingService service(String spec, long generation, String applied) {
        var service = Given.service(spec);
        service.getMetadata().setGeneration(generation);
        service.getMetadata().setAnnotations(Map.of("kubectl.kubernetes.io/last-applied-configuration", applied));
        return service;
    }
}
