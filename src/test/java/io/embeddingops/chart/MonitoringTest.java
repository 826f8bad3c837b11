package io.embeddingops.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.embeddingops.EmbeddingOperator;
import io.embeddingops.config.OperatorConfig;
import io.embeddingops.fixtures.Given;
import io.embeddingops.fixtures.MockCluster;
import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import io.embeddingops.fixtures.Workload;
import io.embeddingops.guard.VerifiedReason;
import io.embeddingops.management.Metrics;
import io.embeddingops.status.AutoscaledReason;
import io.embeddingops.status.FallbackReason;
import io.embeddingops.status.Reason;
import io.embeddingops.verification.Problem;
import io.embeddingops.verification.Severity;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Alerts and dashboard use only existing metrics and reasons. */
class MonitoringTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern METRIC = Pattern.compile("\\b(?:embedding_operator|operator_sdk|jvm|process)_\\w+");
    private static final Pattern REASONS = Pattern.compile("reason(?:=|!=|=~|!~)\"([A-Za-z|]+)\"");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @RegisterExtension
    final MockCluster cluster = new MockCluster();

    @Test
    void everyMetricExists() throws Exception {
        var scraped = scrape();

        assertThat(expressions()).isNotEmpty().allSatisfy(expression -> {
            var metrics = METRIC.matcher(expression).results().map(found -> found.group());
            assertThat(metrics)
                    .as(expression)
                    .isNotEmpty()
                    .allSatisfy(metric -> assertThat(scraped).contains(metric));
        });
    }

    @Test
    void everyReasonExists() throws IOException {
        var known = Stream.of(
                        Arrays.stream(Reason.values()),
                        Arrays.stream(VerifiedReason.values()),
                        Arrays.stream(AutoscaledReason.values()),
                        Arrays.stream(FallbackReason.values()),
                        Arrays.stream(Problem.values()),
                        Stream.of("None", "PodReplaced"))
                .flatMap(values -> values)
                .map(Object::toString)
                .toList();

        assertThat(expressions()).allSatisfy(expression -> assertThat(known).containsAll(reasons(expression)));
    }

    @Test
    void everyFailureReasonHasAnAlert() throws IOException {
        var alerted = alerts().stream()
                .map(alert -> alert.get("expr").textValue())
                .flatMap(expression -> reasons(expression).stream())
                .collect(Collectors.toSet());

        assertThat(Arrays.stream(Reason.values()).map(Reason::toString))
                .filteredOn(reason -> !Set.of(
                                "Ready", "ReplicasAvailable", "ServedByFallback", "ScaledToZero", "LoadBalancerPending")
                        .contains(reason))
                .isSubsetOf(alerted);
        assertThat(Arrays.stream(VerifiedReason.values()).map(VerifiedReason::toString))
                .filteredOn(reason -> !Set.of("Verified", "VerificationPending").contains(reason))
                .isSubsetOf(alerted);
        assertThat(Arrays.stream(AutoscaledReason.values()).map(AutoscaledReason::toString))
                .filteredOn(reason -> !Set.of("ScalingActive", "ScalingDisabled", "WaitingForServers")
                        .contains(reason))
                .isSubsetOf(alerted);
        assertThat(Arrays.stream(FallbackReason.values()).map(FallbackReason::toString))
                .filteredOn(
                        reason -> !Set.of("FallbackStandby", "FallbackStopped").contains(reason))
                .isSubsetOf(alerted);
        assertThat(Arrays.stream(Problem.values())
                        .filter(problem -> Set.of(Severity.FAILURE, Severity.MISCONFIGURATION)
                                .contains(problem.severity()))
                        .map(Problem::toString))
                .isSubsetOf(alerted);
    }

    @Test
    void everyAlertHasSeveritySummaryAndDescription() throws IOException {
        assertThat(alerts()).hasSizeGreaterThan(10).allSatisfy(alert -> {
            assertThat(alert.at("/labels/severity").textValue()).isIn("critical", "warning", "info");
            assertThat(alert.at("/annotations/summary").textValue()).isNotBlank();
            assertThat(alert.at("/annotations/description").textValue()).isNotBlank();
        });
    }

    @Test
    void chartContainsRulesAndDashboardsUnchanged() throws IOException {
        var objects = Chart.render("monitoring: {rules: {enabled: true}, dashboard: {enabled: true}}");

        JsonNode rule = YAML.valueToTree(Chart.generic(objects, "PrometheusRule")
                .getAdditionalProperties()
                .get("spec"));
        var all = rules("embedding-operator").deepCopy();
        ((ArrayNode) all.get("groups"))
                .addAll((ArrayNode) rules("embedding-servers").get("groups"));
        assertThat(rule).isEqualTo(all);
        var dashboards = Chart.only(objects, ConfigMap.class).getData();
        assertThat(dashboards).containsOnlyKeys("embedding-operator.json", "embedding-servers.json");
        for (var name : List.of("embedding-operator", "embedding-servers")) {
            assertThat(YAML.readTree(dashboards.get(name + ".json")))
                    .isEqualTo(Dashboard.read(name).json());
        }
    }

    /** The names of all metrics, after the operator has done everything that it counts. */
    private Set<String> scrape() throws Exception {
        try (var server = ScriptedServer.of(ScriptedModel.usual());
                var metrics = new Metrics("1");
                var operator = EmbeddingOperator.start(
                        OperatorConfig.read(Map.of("--probe-via", "direct"), Map.of()),
                        cluster.operatorClient(),
                        metrics.registry(),
                        () -> {})) {
            assertThat(operator.ready()).isTrue();
            cluster.client()
                    .resource(Given.service("{model: {path: /m}, port: " + server.port() + "}"))
                    .create();
            var deployment =
                    cluster.client().apps().deployments().inNamespace("ai").withName("tiny");
            await().atMost(TIMEOUT).until(() -> deployment.get() != null);
            new Workload(cluster.client(), "ai", "tiny").serving("127.0.0.1", "containerd://1", "");
            awaitMetric(metrics, "embedding_operator_verification_seconds_count");
            cluster.refuse("/deployments/", 500, "etcd is away");
            deployment.delete();
            awaitMetric(metrics, "embedding_operator_failed_attempts_total");
            assertThat(operator.ready()).isTrue();
            return METRIC.matcher(metrics.registry().scrape())
                    .results()
                    .map(found -> found.group())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void awaitMetric(Metrics metrics, String name) {
        await().atMost(TIMEOUT).until(() -> metrics.registry().scrape().contains(name));
    }

    private static List<String> reasons(String expression) {
        return REASONS.matcher(expression)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split("[|]")))
                .toList();
    }

    private static List<String> expressions() throws IOException {
        return Stream.of(
                        rules("embedding-operator"),
                        Dashboard.read("embedding-operator").json())
                .flatMap(document -> document.findValuesAsText("expr").stream())
                .toList();
    }

    private static List<JsonNode> alerts() throws IOException {
        return rules("embedding-operator").findParents("alert");
    }

    private static JsonNode rules(String name) throws IOException {
        return YAML.readTree(
                Chart.DIRECTORY.resolve("rules").resolve(name + ".yaml").toFile());
    }
}
