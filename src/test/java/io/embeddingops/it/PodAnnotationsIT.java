package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the operator writes to pods: which of them a scale-down takes first, and that a model is loaded. */
@Execution(ExecutionMode.CONCURRENT)
class PodAnnotationsIT {

    private static final String COST = "controller.kubernetes.io/pod-deletion-cost";
    private static final String DO_NOT_DISRUPT = "karpenter.sh/do-not-disrupt";

    private final List<HttpServer> servers = new ArrayList<>();
    private ControlPlane controlPlane;
    private Tenant tenant;

    @BeforeEach
    void up() {
        controlPlane = ControlPlane.up(
                "it-pods-" + ProcessHandle.current().pid() + "-" + System.nanoTime() % 1000,
                "--profile",
                "api",
                "--crds",
                "crds");
        tenant = new Tenant(controlPlane);
        tenant.createServiceAccount();
        tenant.startOperator("--probe-via", "direct");
    }

    @AfterEach
    void down() {
        servers.forEach(server -> server.stop(0));
        tenant.close();
        controlPlane.close();
    }

    @Test
    void leastBusyServersAreMarkedBeforeAScaleDown() throws IOException {
        var port = serve("127.0.0.1", 0, 7);
        serve("127.0.0.2", port, 1);
        serve("127.0.0.3", port, 4);
        var workload = create("drain", "replicas: 4, port: " + port);
        for (var i = 1; i <= 3; i++) {
            workload.create("drain-" + i, Map.of());
            workload.report("drain-" + i, "127.0.0." + i, true, 100);
        }
        workload.create("drain-4", Map.of());
        rollOut(workload, 4);
        var before = ApiServerWrites.of(tenant.client());

        tenant.service("drain").scale(2);

        Tenant.eventually(
                () -> assertThat(tenant.deployment("drain").get().getSpec().getReplicas())
                        .isEqualTo(2));
        // drain-4 is not ready, so that Kubernetes takes it first
        assertThat(cost(workload)).containsExactly("", "-100", "", "");
        workload.pod("drain-4").delete();
        rollOut(workload, 2);
        tenant.service("drain").scale(3);
        Tenant.eventually(
                () -> assertThat(tenant.deployment("drain").get().getSpec().getReplicas())
                        .isEqualTo(3));
        assertThat(ApiServerWrites.of(tenant.client()).since(before)).containsEntry("PATCH pods", 1L);

        rollOut(workload, 3);
        tenant.service("drain").scale(1);
        Tenant.eventually(
                () -> assertThat(tenant.deployment("drain").get().getSpec().getReplicas())
                        .isEqualTo(1));
        assertThat(cost(workload)).containsExactly("", "-100", "-100");
        assertThat(ApiServerWrites.of(tenant.client()).since(before)).containsEntry("PATCH pods", 2L);
    }

    @Test
    void podMayBeDisruptedOnceItIsReady() {
        var workload = create("loads", "pod: {doNotDisruptWhileLoading: true}");
        workload.create("loads-a", Map.of(DO_NOT_DISRUPT, "true", "keep", "this"));
        workload.rollOut(1);
        Awaitility.await()
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(5))
                .until(() -> annotations(workload, "loads-a").containsKey(DO_NOT_DISRUPT));

        workload.report("loads-a", "127.0.0.1", true, 0);

        Tenant.eventually(() -> assertThat(annotations(workload, "loads-a")).isEqualTo(Map.of("keep", "this")));
    }

    private FakeWorkload create(String name, String more) {
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: %s}
                spec: {model: {path: /models/tiny}, device: cpu, verification: {mode: "Off"}, %s}
                """.formatted(name, more));
        var workload = new FakeWorkload(tenant, name);
        Tenant.eventually(() -> assertThat(tenant.deployment(name).get()).isNotNull());
        return workload;
    }

    /** Waits until the operator has seen it. */
    private void rollOut(FakeWorkload workload, int replicas) {
        workload.rollOut(replicas);
        Tenant.eventually(
                () -> assertThat(tenant.service("drain").get().getStatus().readyReplicas())
                        .isEqualTo(replicas));
    }

    private static Map<String, String> annotations(FakeWorkload workload, String pod) {
        return Optional.ofNullable(workload.pod(pod).get().getMetadata().getAnnotations())
                .orElse(Map.of());
    }

    private List<String> cost(FakeWorkload workload) {
        return tenant.client().pods().inNamespace(tenant.namespace()).list().getItems().stream()
                .map(pod -> annotations(workload, pod.getMetadata().getName()).getOrDefault(COST, ""))
                .toList();
    }

    /** Serves the metrics of a server with that many active requests; returns the port. */
    private int serve(String address, int port, int active) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(address, port), 0);
        server.createContext("/metrics", exchange -> {
            var body = "sglang:http_requests_active{endpoint=\"/v1/embeddings\",method=\"POST\"} %d.0\n"
                    .formatted(active)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        servers.add(server);
        return server.getAddress().getPort();
    }
}
