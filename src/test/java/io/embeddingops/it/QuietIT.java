package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Nothing is written while nothing changes, according to the API server's counters. */
@Execution(ExecutionMode.CONCURRENT)
class QuietIT {

    private static final int SERVICES = 20;
    private static final Duration MINUTE = Duration.ofSeconds(60);

    private static final String[] FLAGS = {"--allowed-host-paths", "/models", "--allow-service-account-tokens", "true"};

    @Test
    void convergedServicesCauseNoWriteEvenAcrossARestart() {
        // not the shared one, since the deletion of other tests' namespaces causes writes
        try (var controlPlane =
                        ControlPlane.up("it-quiet-" + ProcessHandle.current().pid(), "--crds", "crds");
                var tenant = new Tenant(controlPlane).startOperator()) {
            for (var i = 0; i < SERVICES; i++) {
                tenant.create("""
                        apiVersion: embeddingops.io/v1alpha1
                        kind: EmbeddingService
                        metadata: {name: quiet-%d}
                        spec:
                          model: {path: /models/tiny, source: {hostPath: {path: /models/tiny}}}
                          device: cpu
                          replicas: 2
                          server:
                            env:
                            - {name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
                            - {name: CPUS, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
                            resources: {limits: {cpu: 1000m, memory: 8192Mi}, requests: {cpu: 10m, memory: 16Mi}}
                          pod:
                            volumes:
                            - name: info
                              projected:
                                sources:
                                - serviceAccountToken: {path: token}
                                - downwardAPI: {items: [{path: name, fieldRef: {fieldPath: metadata.name}}]}
                        """.formatted(i));
            }
            tenant.stopOperator();
            tenant.startOperator(FLAGS);
            for (var i = 0; i < SERVICES; i++) {
                tenant.awaitReady("quiet-" + i, "True", "Ready");
            }
            for (var i = 0; i < SERVICES; i++) {
                awaitProbed(tenant, "quiet-" + i);
            }
            var quiet = new Object() {
                ApiServerWrites writes = ApiServerWrites.of(tenant.client());
            };
            Awaitility.await("the last controllers to finish")
                    .pollInterval(Duration.ofSeconds(3))
                    .until(() -> {
                        var before = quiet.writes;
                        quiet.writes = ApiServerWrites.of(tenant.client());
                        return quiet.writes.equals(before);
                    });

            assertNoWriteSince(quiet.writes, tenant, MINUTE);

            tenant.stopOperator();
            tenant.startOperator(FLAGS);
            assertNoWriteSince(quiet.writes, tenant, Duration.ofSeconds(10));
        }
    }

    /** Waits until the operator has found that nothing listens at a fake pod's address. */
    private static void awaitProbed(Tenant tenant, String name) {
        Tenant.within(
                MINUTE,
                () -> assertThat(tenant.service(name)
                                .get()
                                .getStatus()
                                .condition(Condition.VERIFIED)
                                .orElseThrow()
                                .reason())
                        .isEqualTo("VerificationUnreachable"));
    }

    private static void assertNoWriteSince(ApiServerWrites before, Tenant tenant, Duration time) {
        Awaitility.await()
                .pollInterval(Duration.ofSeconds(1))
                .during(time)
                .atMost(time.plusSeconds(5))
                .untilAsserted(
                        () -> assertThat(ApiServerWrites.of(tenant.client()).since(before))
                                .isEmpty());
    }
}
