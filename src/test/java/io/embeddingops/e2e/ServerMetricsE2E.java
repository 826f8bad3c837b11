package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.chart.Chart;
import io.embeddingops.chart.Dashboard;
import io.embeddingops.fixtures.Given;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real Prometheus scrapes a real server as the chart's PodMonitor says, and the dashboard shows its load. */
@EnabledIfSystemProperty(named = "e2e.access", matches = "true")
@ExtendWith(RealNode.class)
class ServerMetricsE2E {

    private static final Duration START = Pace.of(180);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LOAD = Duration.ofSeconds(30);
    private static final String NAME = "measured";

    /** The rate over a minute of what ended then is still there. */
    private static final Duration SCRAPED = Duration.ofSeconds(20);

    private static Tenant tenant;
    private static PrometheusServer prometheus;

    @BeforeAll
    static void load(ControlPlane controlPlane, Tenant tenant) throws InterruptedException {
        ServerMetricsE2E.tenant = tenant;
        var service = LiveService.create(tenant, NAME, SglangService.MINILM, "{}");
        service.awaitReady(START);
        prometheus = PrometheusServer.start(controlPlane, podMonitor(), INTERVAL);
        Tenant.within(
                Pace.of(60),
                () -> assertThat(prometheus.query("sglang:startup_time_seconds"))
                        .isNotEmpty());
        var client = new EmbeddingClient(tenant.client(), Pace.of(180));
        refused(client, service.url());
        try (var documents = new BulkLoad(client, service.url(), 32)) {
            Thread.sleep(LOAD.toMillis());
            refused(client, service.url());
            documents.end();
            assertThat(documents.batches()).isPositive();
            assertThat(documents.failures()).isEmpty();
        }
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @Test
    void everyQueryOfTheDashboardReturnsData() {
        Dashboard.read("embedding-servers")
                .expressions()
                .forEach((title, expression) -> Tenant.within(
                        SCRAPED,
                        () -> assertThat(prometheus.query(expression))
                                .as(title)
                                .isNotEmpty()
                                .allSatisfy(sample -> assertThat(sample.value()).isFinite())));
        assertThat(values("max(max_over_time((1 - rate(sglang:scheduler_idle_seconds_total[20s]))[1m:5s]))"))
                .as("busy share under load")
                .singleElement()
                .satisfies(busy -> assertThat(busy).isBetween(0.5, 1.0));
    }

    @Test
    void seriesHaveServiceAndPod() {
        var samples = prometheus.query("sglang:http_requests_active{endpoint=\"/v1/embeddings\"}");
        var pod = new LiveService(tenant, NAME).pod().getMetadata().getName();

        assertThat(samples)
                .singleElement()
                .satisfies(sample -> assertThat(sample.labels())
                        .containsEntry("namespace", tenant.namespace())
                        .containsEntry("service", NAME)
                        .containsEntry("pod", pod)
                        .doesNotContainKeys("container", "exported_endpoint"));
    }

    @Test
    void onlyUsefulSeriesAreKept() {
        assertThat(values("scrape_samples_scraped"))
                .allSatisfy(count -> assertThat(count).isGreaterThan(300));
        assertThat(values("scrape_samples_post_metric_relabeling"))
                .hasSize(1)
                .allSatisfy(count -> assertThat(count).isBetween(50.0, 200.0));
    }

    /** Limited to the test's namespace. */
    private static String podMonitor() {
        var values = "{watchNamespaces: [" + tenant.namespace() + "], monitoring: {podMonitor: {enabled: true}}}";
        return Given.SERIALIZATION.asYaml(Chart.generic(Chart.render(values), "PodMonitor"));
    }

    private static void refused(EmbeddingClient client, String url) {
        var answer = client.post(url + "/embeddings", Map.of("model", "any", "input", List.of()));
        assertThat(answer.status()).isEqualTo(400);
    }

    private static List<Double> values(String expression) {
        return prometheus.query(expression).stream()
                .map(PrometheusServer.Sample::value)
                .toList();
    }
}
