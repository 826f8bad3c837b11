package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.ServerContainers;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The life of a service on a real API server: creation, changes, repair and deletion. */
@ExtendWith(SharedControlPlane.class)
@Order(Integer.MAX_VALUE)
class LoopIT {

    private static final Duration REPAIR = Duration.ofSeconds(2);

    private Tenant tenant;

    @BeforeEach
    void start(Tenant own) {
        tenant = own.startOperator();
        tenant.create(Tenant.gpuService("qwen"));
        tenant.awaitReady("qwen", "True", "Ready");
    }

    @Test
    void serviceBecomesReadyOnAGpu() {
        var service = tenant.service("qwen").get();
        assertThat(service.getStatus().url()).isEqualTo("http://qwen." + tenant.namespace() + ".svc:30000/v1");
        assertThat(service.getStatus().readyReplicas()).isEqualTo(1);
        assertThat(service.getStatus().conditions())
                .extracting(condition -> condition.type() + "=" + condition.status())
                .containsExactly("Ready=True", "Available=True", "Verified=Unknown");
        assertThat(service.getMetadata().getFinalizers()).isEmpty();
        assertThat(pods())
                .hasSize(1)
                .allSatisfy(pod -> assertThat(pod.getSpec()
                                .getContainers()
                                .get(0)
                                .getResources()
                                .getLimits()
                                .get("nvidia.com/gpu"))
                        .hasToString("1"));
        Tenant.eventually(() -> assertThat(tenant.events("qwen"))
                .extracting(event -> event.getReason())
                .containsOnlyOnce("Ready"));
    }

    @Test
    void changesReachTheDeployment() {
        tenant.edit("qwen", """
                model: {path: /models/tiny}
                port: 8000
                replicas: 2
                server: {image: "example.com/sglang:1", extraArgs: [--log-level, debug]}
                """);
        tenant.awaitReady("qwen", "True", "Ready");
        var deployment = tenant.deployment("qwen").get();
        var container = ServerContainers.of(deployment);
        assertThat(container.getImage()).isEqualTo("example.com/sglang:1");
        assertThat(container.getCommand()).containsSubsequence("--port", "8000", "--log-level", "debug");
        assertThat(container.getPorts().get(0).getContainerPort()).isEqualTo(8000);
        assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
        var service = tenant.kubernetesService("qwen").get();
        assertThat(service.getSpec().getPorts().get(0).getPort()).isEqualTo(8000);
        assertThat(service.getSpec().getPorts()).hasSize(1);
    }

    @Test
    void scaleSubresourceScalesTheDeployment() {
        tenant.service("qwen").scale(3);
        Tenant.eventually(
                () -> assertThat(tenant.service("qwen").get().getStatus().readyReplicas())
                        .isEqualTo(3));
        assertThat(tenant.service("qwen").scale().getStatus().getSelector()).isEqualTo("embeddingops.io/service=qwen");
        assertThat(tenant.service("qwen").scale().getStatus().getReplicas()).isEqualTo(3);
        assertThat(pods()).hasSize(3);
    }

    @Test
    void zeroReplicasIsReadyAndUnavailable() {
        tenant.service("qwen").scale(0);
        tenant.awaitReady("qwen", "True", "ScaledToZero");
        assertThat(tenant.service("qwen").get().getStatus().condition("Available"))
                .hasValueSatisfying(condition -> assertThat(condition.status()).isEqualTo("False"));
    }

    @Test
    void deletedResourceIsGarbageCollected() {
        tenant.service("qwen").delete();
        Tenant.eventually(() -> {
            assertThat(tenant.deployment("qwen").get()).isNull();
            assertThat(tenant.kubernetesService("qwen").get()).isNull();
            assertThat(pods()).isEmpty();
        });
    }

    @Test
    void deletedKubernetesServiceIsRecreatedAtOnce() {
        var uid = tenant.kubernetesService("qwen").get().getMetadata().getUid();
        tenant.kubernetesService("qwen").delete();
        Tenant.within(REPAIR, () -> {
            assertThat(tenant.kubernetesService("qwen").get()).isNotNull();
            assertThat(tenant.kubernetesService("qwen").get().getMetadata().getUid())
                    .isNotEqualTo(uid);
        });
    }

    @Test
    void manualEditOfTheDeploymentIsReverted() {
        var command = command(tenant.deployment("qwen").get());
        Tenant.edit(tenant.deployment("qwen"), deployment -> {
            ServerContainers.of(deployment).setCommand(List.of("sleep", "1"));
            deployment.getSpec().setReplicas(5);
            return deployment;
        });
        Tenant.within(REPAIR, () -> {
            assertThat(command(tenant.deployment("qwen").get())).isEqualTo(command);
            assertThat(tenant.deployment("qwen").get().getSpec().getReplicas()).isEqualTo(1);
        });
    }

    @Test
    void fieldsOfOtherManagersAreKept() {
        Tenant.edit(tenant.deployment("qwen"), deployment -> {
            deployment
                    .getMetadata()
                    .setAnnotations(Map.of("example.com/note", "ours", "deployment.kubernetes.io/revision", "1"));
            deployment.getSpec().getTemplate().getMetadata().setAnnotations(Map.of("example.com/restarted", "now"));
            return deployment;
        });
        tenant.edit("qwen", """
                model: {path: /models/tiny}
                server: {image: "example.com/sglang:2"}
                """);
        tenant.awaitReady("qwen", "True", "Ready");
        var deployment = tenant.deployment("qwen").get();
        assertThat(deployment.getMetadata().getAnnotations()).containsEntry("example.com/note", "ours");
        assertThat(deployment.getSpec().getTemplate().getMetadata().getAnnotations())
                .containsEntry("example.com/restarted", "now");
        assertThat(ServerContainers.of(deployment).getImage()).isEqualTo("example.com/sglang:2");
    }

    @Test
    void replicasAppliedByAnotherManagerAreKept() {
        var claim = tenant.client()
                .getKubernetesSerialization()
                .unmarshal("""
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: qwen, namespace: %s}
                        spec: {replicas: 4}
                        """.formatted(tenant.namespace()), Deployment.class);
        claim.getSpec().setTemplate(null);
        claim.getSpec().setSelector(null);
        tenant.client()
                .resource(claim)
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager("autoscaler")
                        .withForce(true)
                        .build());
        tenant.edit("qwen", """
                model: {path: /models/tiny}
                server: {image: "example.com/sglang:3"}
                """);
        Tenant.eventually(() -> {
            var deployment = tenant.deployment("qwen").get();
            assertThat(ServerContainers.of(deployment).getImage()).isEqualTo("example.com/sglang:3");
            assertThat(deployment.getSpec().getReplicas()).isEqualTo(4);
            assertThat(tenant.service("qwen").get().getStatus().readyReplicas()).isEqualTo(4);
        });
    }

    @Test
    void invalidSpecLeavesTheDeploymentUnchanged() {
        var before = tenant.deployment("qwen").get();
        tenant.edit("qwen", """
                model: {path: /models/tiny}
                server: {extraArgs: [--port=8000, --mod, /etc]}
                """);
        var ready = tenant.awaitReady("qwen", "False", "InvalidSpec");
        assertThat(ready.message())
                .contains("spec.server.extraArgs[0] --port must be removed")
                .contains("spec.server.extraArgs[1] --mod (SGLang reads it as --model-path) must be removed");
        assertThat(tenant.deployment("qwen").get().getMetadata().getResourceVersion())
                .isEqualTo(before.getMetadata().getResourceVersion());
        assertThat(tenant.service("qwen").get().getStatus().conditions())
                .extracting(condition -> condition.type() + "=" + condition.status())
                .containsExactly("Ready=False", "Available=True", "Verified=Unknown", "Stalled=True");
        tenant.edit("qwen", "model: {path: /models/tiny}");
        tenant.awaitReady("qwen", "True", "Ready");
    }

    private List<Pod> pods() {
        return tenant.client().pods().inNamespace(tenant.namespace()).list().getItems();
    }

    private static List<String> command(Deployment deployment) {
        return ServerContainers.of(deployment).getCommand();
    }
}
