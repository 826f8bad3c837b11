package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Causes outside of the server's container: injected containers, a LimitRange, an eviction, and the node. */
@DisabledIfSystemProperty(named = "e2e.essential", matches = "true")
@ExtendWith(RealNode.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NeighboursE2E {

    private static final Duration FOUND = Pace.of(90);
    private static final Duration START = Pace.of(120);

    /** The node controller declares a node lost after 50 s without a heartbeat. */
    private static final Duration NODE_LOST = Pace.of(100);

    private static final int FILL_BYTES = 128 * 1024 * 1024;

    private static Tenant tenant;
    private static Tenant limited;
    private static InjectedContainer sidecar;
    private static InjectedContainer init;

    /** Creates all services at once, since each failure takes time to appear. */
    @BeforeAll
    static void createAll(ControlPlane controlPlane) {
        tenant = SglangService.tenant(controlPlane);
        limited = SglangService.tenant(controlPlane);
        sidecar = new InjectedContainer(
                tenant.namespace(), "sidecar", "containers", "proxy", "sleep 1; echo no route to the mesh >&2; exit 3");
        init = new InjectedContainer(
                tenant.namespace(), "init", "initContainers", "setup", "echo cannot write iptables rules >&2; exit 4");
        sidecar.create(tenant.client());
        init.create(tenant.client());
        limited.client()
                .resource(new LimitRangeBuilder()
                        .withNewMetadata()
                        .withName("defaults")
                        .withNamespace(limited.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .addNewLimit()
                        .withType("Container")
                        .withDefault(Map.of("memory", new Quantity("200Mi")))
                        .endLimit()
                        .endSpec()
                        .build())
                .create();
        LiveService.create(limited, "limited", SglangService.TINY, "{}");
        LiveService.create(
                tenant, "full", SglangService.TINY, "server: {resources: {limits: {ephemeral-storage: 64Mi}}}");
        // the API server reads new policies with a delay
        Tenant.within(FOUND, () -> assertThat(isInjected("sidecar")).isTrue());
        Tenant.within(FOUND, () -> assertThat(isInjected("init")).isTrue());
    }

    @AfterAll
    static void cleanUp() {
        if (sidecar != null) {
            sidecar.delete(tenant.client());
            init.delete(tenant.client());
        }
        if (limited != null) {
            limited.close();
        }
        if (tenant != null) {
            tenant.close();
        }
    }

    @Test
    @Order(1)
    void crashingSidecarIsNamedAlthoughTheServerIsHealthy() {
        var service = new LiveService(tenant, "sidecar");
        var found = service.awaitFailure("ContainerFailed", FOUND);
        assertThat(found.message()).contains("container proxy", "code 3", "no route to the mesh");
        Tenant.within(
                START,
                () -> assertThat(service.pod().getStatus().getContainerStatuses())
                        .anySatisfy(status -> {
                            assertThat(status.getName()).isEqualTo("server");
                            assertThat(status.getReady()).isTrue();
                        }));
        assertThat(service.awaitFailure("ContainerFailed", FOUND).message()).contains("container proxy");
    }

    @Test
    @Order(2)
    void failingInitContainerIsNamed() {
        var found = new LiveService(tenant, "init").awaitFailure("ContainerFailed", FOUND);
        assertThat(found.message()).contains("setup", "code 4", "cannot write iptables rules");
    }

    @Test
    @Order(3)
    void memoryLimitOfALimitRangeIsNamed() {
        var found = new LiveService(limited, "limited").awaitFailure("OutOfMemory", FOUND);
        assertThat(found.message()).contains("200Mi", "LimitRange");
    }

    @Test
    @Order(4)
    void evictionForAFullDiskIsNamed() throws IOException {
        var service = new LiveService(tenant, "full");
        service.awaitReady(START);
        var server =
                new PodProcesses(service.pod()).find(PodProcesses.SCHEDULER).orElseThrow();
        Files.write(Path.of("/proc", server.toString(), "root/tmp/fill"), new byte[FILL_BYTES]);
        var found = tenant.awaitCondition(
                "full", FOUND, condition -> condition.reason().equals("PodEvicted"));
        assertThat(found.message()).contains("ephemeral", "64Mi");
    }

    @Test
    @Order(5)
    void stoppedKubeletIsNamed(ControlPlane controlPlane) {
        var service = LiveService.create(tenant, "lost", SglangService.TINY, "{}");
        service.awaitReady(START);
        var kubelet = StoppedProcess.of(controlPlane, "kubelet");
        try {
            var found = service.awaitFailure("NodeUnavailable", NODE_LOST);
            assertThat(found.message()).contains("node-0");
        } finally {
            kubelet.resume();
        }
        assertThat(service.awaitReady(NODE_LOST).status()).isEqualTo(Condition.TRUE);
    }

    private static boolean isInjected(String name) {
        var service = new LiveService(tenant, name);
        if (service.resource() == null) {
            LiveService.create(tenant, name, SglangService.TINY, "{}");
        }
        Tenant.within(FOUND, () -> assertThat(service.pods()).isNotEmpty());
        var spec = service.pods().get(0).getSpec();
        if (spec.getContainers().size() + spec.getInitContainers().size() == 2) {
            return true;
        }
        tenant.service(name).delete();
        Tenant.within(FOUND, () -> assertThat(service.allPods()).isEmpty());
        return false;
    }
}
