package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing is written when nothing changed, by the API server's own count. */
@ExtendWith(SharedControlPlane.class)
class QuietIT {

    private static final int SERVICES = 20;
    private static final Duration MINUTE = Duration.ofSeconds(60);

    @Test
    void convergedServicesCostNoWriteAlsoAcrossARestart(ControlPlane controlPlane) {
        try (var tenant = new Tenant(controlPlane).startOperator()) {
            for (var i = 0; i < SERVICES; i++) {
                tenant.create("""
                        apiVersion: embeddingops.io/v1alpha1
                        kind: EmbeddingService
                        metadata: {name: quiet-%d}
                        spec:
                          model: {path: /models/tiny, source: {hostPath: {path: /models/tiny}}}
                          device: cpu
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
            tenant.startOperator("--allowed-host-paths", "/models");
            for (var i = 0; i < SERVICES; i++) {
                tenant.awaitReady("quiet-" + i, "True", "Ready");
            }
            Awaitility.await("the last controllers to finish")
                    .during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(30))
                    .until(new Unchanged(tenant)::holds);

            var before = ApiServerWrites.count(tenant.client());
            assertNoWriteSince(before, tenant, MINUTE);

            tenant.stopOperator();
            tenant.startOperator("--allowed-host-paths", "/models");
            assertNoWriteSince(before, tenant, Duration.ofSeconds(10));
        }
    }

    private static void assertNoWriteSince(long before, Tenant tenant, Duration time) {
        Awaitility.await()
                .pollInterval(Duration.ofSeconds(1))
                .during(time)
                .atMost(time.plusSeconds(5))
                .untilAsserted(() -> assertThat(ApiServerWrites.count(tenant.client()) - before)
                        .isZero());
    }

    /** Whether nothing was written since the last look. */
    private static final class Unchanged {
        private final Tenant tenant;
        private long last;

        private Unchanged(Tenant tenant) {
            this.tenant = tenant;
        }

        private boolean holds() {
            var now = ApiServerWrites.count(tenant.client());
            var same = now == last;
            last = now;
            return same;
        }
    }
}
