package io.embeddingops.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.embeddingops.resources.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The PodMonitor, the alerts and the dashboard of the servers fit the metrics of a real server. */
class ServerMonitoringTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern METRIC = Pattern.compile("(?:sglang:|embedding_operator_)\\w+");
    private static final Pattern SELECTOR = Pattern.compile("(" + METRIC + ")\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)(?:=~|!~|!=|=)\"");
    private static final Pattern GROUPING = Pattern.compile("\\bby [(]([^)]*)[)] ?[(](?:rate[(])?(" + METRIC + ")");
    private static final Pattern PREFIXES = Pattern.compile("sglang:[(]([a-z0-9_|]+)[)]_[.][*]");
    private static final Set<String> TARGET_LABELS = Set.of("namespace", "service", "pod");

    @Test
    void everyMetricExistsAndIsKept() throws IOException {
        var dropped = Pattern.compile(
                endpoint("http").at("/metricRelabelings/0/regex").textValue());
        assertThat(expressions()).hasSizeGreaterThan(20).allSatisfy(expression -> {
            var metrics = METRIC.matcher(expression).results().map(found -> found.group());
            assertThat(metrics).as(expression).isNotEmpty().allSatisfy(metric -> {
                assertThat(ServerMetrics.names()).contains(metric);
                assertThat(metric).doesNotMatch(dropped);
            });
        });
    }

    @Test
    void everyLabelExists() throws IOException {
        for (var expression : expressions()) {
            SELECTOR.matcher(expression)
                    .results()
                    .forEach(selector -> assertThat(
                                    MATCHER.matcher(selector.group(2)).results())
                            .as(expression)
                            .allSatisfy(matcher ->
                                    assertThat(labels(selector.group(1))).contains(matcher.group(1))));
            GROUPING.matcher(expression)
                    .results()
                    .forEach(grouping -> assertThat(grouping.group(1).split(", "))
                            .as(expression)
                            .isSubsetOf(labels(grouping.group(2))));
        }
    }

    @Test
    void variablesAreFilledByAMetricThatEachServerHas() {
        assertThat(Dashboard.read("embedding-servers").variableQueries())
                .containsExactly(
                        "label_values(sglang:startup_time_seconds, namespace)",
                        "label_values(sglang:startup_time_seconds{namespace=~\"$namespace\"}, service)");
        assertThat(ServerMetrics.names()).contains("sglang:startup_time_seconds");
    }

    @Test
    void everyAlertHasSeveritySummaryAndDescription() throws IOException {
        assertThat(rules().findParents("alert")).hasSize(5).allSatisfy(alert -> {
            assertThat(alert.at("/labels/severity").textValue()).isIn("critical", "warning");
            assertThat(alert.at("/annotations/summary").textValue()).contains("{{ $labels.namespace }}/");
            assertThat(alert.at("/annotations/description").textValue()).isNotBlank();
        });
    }

    @Test
    void limitsComeFromTheValues() {
        var values = "{enabled: true, servers: {latencySeconds: 2.5, errorRatio: 0.2, busyRatio: 1}}";
        JsonNode rule =
                YAML.valueToTree(Chart.generic(Chart.render("monitoring: {rules: " + values + "}"), "PrometheusRule")
                        .getAdditionalProperties());

        assertThat(rule.findValuesAsText("expr").stream().filter(expression -> expression.contains(" # ")))
                .extracting(expression -> expression.substring(expression.lastIndexOf('>')))
                .containsExactly("> 0.2 # errorRatio", "> 2.5 # latencySeconds", "> 1 # busyRatio");
    }

    @Test
    void podMonitorScrapesPlainAndEncryptedServers() {
        var spec = podMonitor("monitoring: {podMonitor: {enabled: true, interval: 7s, labels: {team: a}}}");

        assertThat(spec.at("/namespaceSelector/any").booleanValue()).isTrue();
        assertThat(spec.at("/podMetricsEndpoints"))
                .hasSize(2)
                .allSatisfy(endpoint ->
                        assertThat(endpoint.get("interval").textValue()).isEqualTo("7s"));
        assertThat(endpoint("http").has("scheme")).isFalse();
        assertThat(endpoint("https").get("scheme").textValue()).isEqualTo("https");
        assertThat(endpoint("https").at("/tlsConfig/insecureSkipVerify").booleanValue())
                .isTrue();
    }

    @Test
    void podMonitorIsLimitedToTheWatchedNamespaces() {
        var spec = podMonitor("{watchNamespaces: [team-a, team-b], monitoring: {podMonitor: {enabled: true}}}");

        assertThat(spec.get("namespaceSelector"))
                .isEqualTo(YAML.createObjectNode()
                        .set("matchNames", YAML.createArrayNode().add("team-a").add("team-b")));
    }

    @Test
    void serviceIsThatOfThePodsLabel() {
        var label = "__meta_kubernetes_pod_label_" + Labels.SERVICE.replaceAll("[./]", "_");

        assertThat(endpoint("http").get("relabelings"))
                .anySatisfy(rule -> assertThat(rule.toString())
                        .isEqualTo("{\"sourceLabels\":[\"" + label + "\"],\"targetLabel\":\"service\"}"));
    }

    @Test
    void droppedMetricsExist() {
        var regex = endpoint("http").at("/metricRelabelings/0/regex").textValue();
        var prefixes = PREFIXES.matcher(regex);

        assertThat(prefixes.matches()).isTrue();
        assertThat(prefixes.group(1).split("[|]"))
                .allSatisfy(prefix -> assertThat(ServerMetrics.names())
                        .anySatisfy(name -> assertThat(name).startsWith("sglang:" + prefix + "_")));
    }

    private static Set<String> labels(String metric) {
        var labels = new HashSet<>(ServerMetrics.labels(metric));
        labels.addAll(TARGET_LABELS);
        return labels;
    }

    private static JsonNode endpoint(String port) {
        return StreamSupport.stream(
                        podMonitor("monitoring: {podMonitor: {enabled: true}}")
                                .get("podMetricsEndpoints")
                                .spliterator(),
                        false)
                .filter(endpoint -> endpoint.get("port").textValue().equals(port))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode podMonitor(String values) {
        List<HasMetadata> objects = Chart.render(values);
        return YAML.valueToTree(
                Chart.generic(objects, "PodMonitor").getAdditionalProperties().get("spec"));
    }

    private static List<String> expressions() throws IOException {
        var expressions = new ArrayList<>(rules().findValuesAsText("expr"));
        expressions.addAll(Dashboard.read("embedding-servers").expressions().values());
        return expressions;
    }

    private static JsonNode rules() throws IOException {
        return YAML.readTree(
                Chart.DIRECTORY.resolve("rules/embedding-servers.yaml").toFile());
    }
}
