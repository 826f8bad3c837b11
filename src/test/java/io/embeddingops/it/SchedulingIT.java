package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the scheduler says reaches the condition, and heals when a node comes. */
@ExtendWith(SharedControlPlane.class)
class SchedulingIT {

    private Tenant tenant;

    @BeforeEach
    void start(ControlPlane controlPlane) {
        tenant = new Tenant(controlPlane).startOperator();
    }

    @AfterEach
    void stop() {
        tenant.close();
    }

    @Test
    void aServiceWithoutAFreeGpuSaysSoAndBecomesReadyWhenANodeComes(ControlPlane controlPlane) {
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: large}
                spec:
                  model: {path: /models/large}
                  gpu: {count: 16}
                """);
        var ready = tenant.awaitReady("large", "False", "InsufficientResources");
        assertThat(ready.message())
                .matches(
                        "pod large-\\S+ cannot be scheduled: 0/\\d+ nodes are available: .*Insufficient nvidia.com/gpu.*");
        assertThat(tenant.service("large").get().getStatus().condition("Reconciling"))
                .isPresent();
        assertThat(tenant.events("large")).anySatisfy(event -> {
            assertThat(event.getReason()).isEqualTo("InsufficientResources");
            assertThat(event.getType()).isEqualTo("Warning");
        });

        controlPlane.addNode("gpu-large", 16);
        tenant.awaitReady("large", "True", "Ready");
        tenant.client().nodes().withName("gpu-large").delete();
    }

    @Test
    void anUnboundClaimIsNamed() {
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: claimed}
                spec:
                  model: {path: /models/m, source: {persistentVolumeClaim: {claimName: absent}}}
                """);
        var ready = tenant.awaitReady("claimed", "False", "Unscheduled");
        assertThat(ready.message()).contains("persistentvolumeclaim \"absent\" not found");
    }
}
