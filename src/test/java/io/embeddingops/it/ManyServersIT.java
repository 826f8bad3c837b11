package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import io.embeddingops.resources.Labels;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The cost of verifying many servers: little CPU time, and no writes. */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class ManyServersIT {

    private static final int SERVICES = 200;
    private static final int PODS = 2;

    /** The minimum, so that a minute of the test stands for ten. */
    private static final int INTERVAL_SECONDS = 60;

    private static final int DEFAULT_INTERVAL_SECONDS = 600;
    private static final double MAX_CORE_FRACTION = 0.05;
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Pattern VERIFICATIONS =
            Pattern.compile("^embedding_operator_verification_seconds_count\\{.*} (\\S+)$", Pattern.MULTILINE);

    private Tenant tenant;
    private OperatorJar operator;

    @Test
    void manyServersAreVerifiedWithLittleCpuAndNoWrites() throws IOException, InterruptedException {
        try (var controlPlane = ControlPlane.up(
                        "it-many-" + ProcessHandle.current().pid(), "--profile", "api", "--crds", "crds");
                var own = new Tenant(controlPlane);
                var server = ScriptedServer.of(ScriptedModel.usual())) {
            tenant = own;
            tenant.createServiceAccount();
            for (var i = 0; i < SERVICES; i++) {
                create("many-" + i, server.port());
            }
            try (var jar = OperatorJar.run(controlPlane, "--probe-via", "direct")) {
                operator = jar;
                awaitVerified();
                for (var i = 0; i < SERVICES; i++) {
                    rollOut("many-" + i);
                }
                measure();
            }
        }
    }

    private void measure() throws IOException, InterruptedException {
        var writes = ApiServerWrites.of(tenant.client());
        var verifications = verifications();
        var cpuBefore = operator.cpuTime();
        var begin = System.nanoTime();

        // verifies each server about once more
        Awaitility.await()
                .atMost(TIMEOUT)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> verifications() - verifications >= SERVICES * PODS);

        var seconds = (System.nanoTime() - begin) / 1e9;
        var spent = operator.cpuTime().minus(cpuBefore).toMillis() / 1e3;
        var runs = verifications() - verifications;
        var usual = spent / runs * SERVICES * PODS / DEFAULT_INTERVAL_SECONDS;
        System.err.printf(
                Locale.ROOT,
                "%.0f verifications in %.0f s took %.2f s of CPU time; at the default interval %.2f %% of a core%n",
                runs,
                seconds,
                spent,
                100 * usual);
        assertThat(usual).isLessThan(MAX_CORE_FRACTION);
        assertThat(ApiServerWrites.of(tenant.client()).since(writes)).isEmpty();
    }

    private void awaitVerified() {
        Awaitility.await()
                .atMost(TIMEOUT)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(states()).isEqualTo(Map.of("True", (long) SERVICES)));
        assertThat(verifications()).isGreaterThanOrEqualTo(SERVICES * PODS);
    }

    private Map<String, Long> states() {
        return tenant
                .client()
                .resources(EmbeddingService.class)
                .inNamespace(tenant.namespace())
                .list()
                .getItems()
                .stream()
                .collect(Collectors.groupingBy(ManyServersIT::verified, Collectors.counting()));
    }

    private static String verified(EmbeddingService service) {
        return service.getStatus() == null
                ? "none"
                : service.getStatus()
                        .condition(Condition.VERIFIED)
                        .map(Condition::status)
                        .orElse("none");
    }

    private double verifications() {
        try {
            return VERIFICATIONS
                    .matcher(operator.get("/metrics").body())
                    .results()
                    .mapToDouble(found -> Double.parseDouble(found.group(1)))
                    .sum();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Writes the Deployment's status, which would be the task of the controller manager. */
    private void rollOut(String name) {
        tenant.deployment(name).editStatus(deployment -> {
            deployment.setStatus(new DeploymentStatusBuilder()
                    .withObservedGeneration(deployment.getMetadata().getGeneration())
                    .withReplicas(PODS)
                    .withUpdatedReplicas(PODS)
                    .withReadyReplicas(PODS)
                    .withAvailableReplicas(PODS)
                    .build());
            return deployment;
        });
        tenant.awaitReady(name, Condition.TRUE, "Ready");
    }

    private void create(String name, int port) {
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: %s}
                spec: {model: {path: /models/qwen}, port: %d, replicas: %d, verification: {intervalSeconds: %d}}
                """.formatted(name, port, PODS, INTERVAL_SECONDS));
        for (var i = 0; i < PODS; i++) {
            pod(name, name + "-" + i);
        }
    }

    private void pod(String service, String name) {
        var pod = tenant.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(tenant.namespace())
                        .withLabels(Map.of(Labels.MANAGED_BY, Labels.OPERATOR, Labels.SERVICE, service))
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("server")
                        .withImage("sglang:test")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        pod.setStatus(Serialization.unmarshal("""
                phase: Running
                podIP: 127.0.0.1
                podIPs: [{ip: 127.0.0.1}]
                conditions: [{type: ContainersReady, status: "True"}, {type: Ready, status: "True"}]
                containerStatuses:
                - name: server
                  image: sglang:test
                  imageID: sglang:test
                  ready: true
                  started: true
                  restartCount: 0
                  containerID: containerd://1
                  state: {running: {startedAt: "2030-01-01T00:00:00Z"}}
                """, PodStatus.class));
        tenant.client().resource(pod).updateStatus();
    }
}
