package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** KEDA by the share of time in which the servers are busy, with a real Prometheus, beside a signal that does not work. */
@EnabledIfSystemProperty(named = "e2e.scale", matches = "true")
@ExtendWith(RealNode.class)
class ScaleBusyE2E {

    /** What examples for generative models use. */
    private static final String RUNNING = "sum(sglang:num_running_reqs{service=\"by-running\"})";

    private static final String BY_RUNNING = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: by-running, namespace: %s}
            spec:
              scaleTargetRef: {apiVersion: embeddingops.io/v1alpha1, kind: EmbeddingService, name: by-running}
              minReplicaCount: 1
              maxReplicaCount: %d
              triggers:
              - type: prometheus
                metadata: {serverAddress: "%s", query: '%s', threshold: "1", ignoreNullValues: "false"}
            """;

    @Test
    @SuppressWarnings("try") // it only has to be there
    void serversFollowTheLoad(ControlPlane controlPlane) throws InterruptedException {
        try (var tenant = new Tenant(controlPlane);
                var prometheus = new ScalePrometheus(controlPlane, tenant);
                var keda = Keda.start(controlPlane)) {
            prometheus.startOperator(tenant);
            var service = ScaledService.measured(tenant, "by-busy");
            service.autoscale("engine: KEDA, " + ScaledService.FAST);
            assertThat(service.live().resource().getStatus().autoscaling().autoscaler())
                    .isEqualTo("ScaledObject/by-busy");
            try (var load = new LoadSteps(service, "busy.csv")) {
                load.followed();
            }
        }
    }

    /** For embeddings the engine never counts a request as running. */
    @Test
    @SuppressWarnings("try") // it only has to be there
    void runningRequestsDoNotScale(ControlPlane controlPlane) throws InterruptedException {
        try (var tenant = new Tenant(controlPlane);
                var prometheus = new ScalePrometheus(controlPlane, tenant);
                var keda = Keda.start(controlPlane)) {
            prometheus.startOperator(tenant);
            var service = ScaledService.measured(tenant, "by-running");
            tenant.client()
                    .load(new ByteArrayInputStream(BY_RUNNING
                            .formatted(
                                    tenant.namespace(),
                                    ScaledService.MAX_SERVERS,
                                    prometheus.server().url(),
                                    RUNNING)
                            .getBytes(StandardCharsets.UTF_8)))
                    .create();
            awaitMetric(tenant);
            try (var load = new LoadSteps(service, "running.csv")) {
                load.ignored();
            }
            assertThat(prometheus.server().query("max_over_time(" + RUNNING + "[10m:15s])"))
                    .singleElement()
                    .satisfies(most -> assertThat(most.value()).isZero());
        }
    }

    private static void awaitMetric(Tenant tenant) {
        Tenant.within(
                Pace.of(120),
                () -> assertThat(tenant.client()
                                .autoscaling()
                                .v2()
                                .horizontalPodAutoscalers()
                                .inNamespace(tenant.namespace())
                                .withName("keda-hpa-by-running")
                                .get()
                                .getStatus()
                                .getConditions())
                        .anySatisfy(
                                condition -> assertThat(condition.getReason()).isEqualTo("ValidMetricFound")));
    }
}
