package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Evictions by a real API server, which enforces disruption budgets. */
@ExtendWith(SharedControlPlane.class)
class ReplacementIT {

    private Tenant tenant;
    private SimulatedPod pod;

    @BeforeEach
    void start(Tenant own) {
        tenant = own.startOperator();
        pod = new SimulatedPod(tenant, "qwen");
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: qwen}
                spec: {model: {path: /models/qwen}, health: {replaceAfterRestarts: 3}, %s}
                """.formatted(SimulatedPod.UNSCHEDULED));
    }

    @Test
    void crashingPodIsEvictedOnceAndItsReplacementIsKeptForAWhile() {
        var first = pod.get().getMetadata().getUid();
        pod.crash(2);
        tenant.awaitReady("qwen", "False", "ModelLoadFailed");
        pod.crash(3);
        Tenant.eventually(() -> assertThat(pod.get().getMetadata().getUid()).isNotEqualTo(first));
        Tenant.eventually(() -> assertThat(replaced()).hasSize(1));

        var second = pod.get().getMetadata().getUid();
        pod.crash(3);
        tenant.awaitCondition("qwen", ready -> ready.message().contains("restarts so far: 3"));
        pod.crash(4);
        tenant.awaitCondition("qwen", ready -> ready.message().contains("restarts so far: 4"));
        assertThat(pod.get().getMetadata().getUid()).isEqualTo(second);
        assertThat(replaced()).hasSize(1);
    }

    @Test
    void disruptionBudgetBlocksTheEvictionUntilDeleted() {
        var first = pod.get().getMetadata().getUid();
        pod.crash(2);
        tenant.awaitReady("qwen", "False", "ModelLoadFailed");
        var budget = tenant.client().resource(budget()).create();
        Tenant.eventually(() -> assertThat(
                        tenant.client().resource(budget).get().getStatus().getExpectedPods())
                .isEqualTo(1));
        pod.crash(3);
        tenant.awaitCondition("qwen", ready -> ready.message().contains("restarts so far: 3"));
        Awaitility.await()
                .during(Duration.ofSeconds(3))
                .until(() -> pod.get().getMetadata().getUid().equals(first)
                        && replaced().isEmpty());

        tenant.client().resource(budget).delete();
        pod.crash(4);
        Tenant.eventually(() -> assertThat(pod.get().getMetadata().getUid()).isNotEqualTo(first));
        Tenant.eventually(
                () -> assertThat(replaced()).singleElement().asString().contains(" restarts without becoming ready"));
    }

    private List<String> replaced() {
        return tenant.events("qwen").stream()
                .filter(event -> event.getReason().equals("PodReplaced"))
                .map(event -> event.getMessage())
                .toList();
    }

    private PodDisruptionBudget budget() {
        return new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withName("qwen")
                .withNamespace(tenant.namespace())
                .endMetadata()
                .withNewSpec()
                .withMinAvailable(new IntOrString(1))
                .withNewSelector()
                .addToMatchLabels("embeddingops.io/service", "qwen")
                .endSelector()
                .endSpec()
                .build();
    }
}
