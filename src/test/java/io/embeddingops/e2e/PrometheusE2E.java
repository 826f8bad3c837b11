package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Prometheus of the tests itself: a pod is scraped as a PodMonitor says. */
@EnabledIfSystemProperty(named = "e2e.access", matches = "true")
@ExtendWith(RealNode.class)
class PrometheusE2E {

    private static final String MONITOR = """
            apiVersion: monitoring.coreos.com/v1
            kind: PodMonitor
            metadata: {name: pages, namespace: %s}
            spec:
              selector: {matchLabels: {app: pages}}
              # since this server names no type for its page
              fallbackScrapeProtocol: PrometheusText0.0.4
              podMetricsEndpoints:
              - port: http
                interval: 5m
                relabelings: [{sourceLabels: [__meta_kubernetes_pod_label_app], targetLabel: service}]
            """;

    @Test
    void podIsScrapedWithTheLabelsOfTheMonitor(ControlPlane controlPlane) {
        try (var tenant = new Tenant(controlPlane);
                var prometheus = PrometheusServer.start(
                        controlPlane, MONITOR.formatted(tenant.namespace()), Duration.ofSeconds(1))) {
            HostPod.create(controlPlane, tenant.namespace(), "pages", HostPod.SERVER);
            Tenant.within(
                    Pace.of(30),
                    () -> assertThat(prometheus.query("smoke_pages_total")).hasSize(1));
            var sample = prometheus.query("smoke_pages_total").get(0);
            assertThat(sample.value()).isEqualTo(3);
            assertThat(sample.labels())
                    .containsEntry("service", "pages")
                    .containsEntry("pod", "pages")
                    .containsEntry("kind", "plain")
                    .containsEntry("job", tenant.namespace() + "/pages");
            assertThat(prometheus.query("scalar(up)").get(0).value()).isEqualTo(1);
            assertThat(prometheus.targets().get(0).get("health").asText()).isEqualTo("up");
        }
    }
}
