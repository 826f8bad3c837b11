package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The scheduler's message is reported in the condition, and resolved once a node is added. */
@ExtendWith(SharedControlPlane.class)
class SchedulingIT {

    private Tenant tenant;

    @BeforeEach
    void start(Tenant own) {
        tenant = own.startOperator();
    }

    @Test
    void serviceWithoutAFreeGpuIsReportedAndReadyOnceANodeIsAdded() {
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: large}
                spec:
                  model: {path: /models/large}
                  gpu: {count: 1, resourceName: example.com/gpu}
                """);
        var ready = tenant.awaitReady("large", "False", "InsufficientResources");
        assertThat(ready.message())
                .matches(
                        "pod large-\\S+ cannot be scheduled: 0/\\d+ nodes are available: .*Insufficient example.com/gpu.*");
        assertThat(tenant.service("large").get().getStatus().condition("Reconciling"))
                .isPresent();
        // the Event is written after the status
        Tenant.eventually(() -> assertThat(tenant.events("large")).anySatisfy(event -> {
            assertThat(event.getReason()).isEqualTo("InsufficientResources");
            assertThat(event.getType()).isEqualTo("Warning");
        }));

        var node = tenant.client().resource(nodeWithOtherGpu()).create();
        tenant.awaitReady("large", "True", "Ready");
        tenant.client().resource(node).delete();
    }

    @Test
    void missingClaimIsReported() {
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: claimed}
                spec:
                  model: {path: /models/m, source: {persistentVolumeClaim: {claimName: absent}}}
                """);
        var ready = tenant.awaitReady("claimed", "False", "VolumeMountFailed");
        assertThat(ready.message()).contains("persistentvolumeclaim \"absent\" not found", "claims of the pod: absent");
    }

    /** A fake node like the others, with an additional GPU resource. */
    private Node nodeWithOtherGpu() {
        var like = tenant.client().nodes().withName("gpu-0").get();
        return new NodeBuilder()
                .withNewMetadata()
                .withName("other-gpu")
                .withLabels(like.getMetadata().getLabels())
                .addToLabels("kubernetes.io/hostname", "other-gpu")
                .addToAnnotations("kwok.x-k8s.io/node", "fake")
                .endMetadata()
                .withNewStatus()
                .withCapacity(like.getStatus().getCapacity())
                .addToCapacity("example.com/gpu", new Quantity("1"))
                .withAllocatable(like.getStatus().getAllocatable())
                .addToAllocatable("example.com/gpu", new Quantity("1"))
                .endStatus()
                .build();
    }
}
