package io.embeddingops.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Grafana dashboard of the chart. */
public record Dashboard(JsonNode json) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the dashboard of that name. */
    public static Dashboard read(String name) {
        try {
            var file = Chart.DIRECTORY.resolve("dashboards").resolve(name + ".json");
            return new Dashboard(JSON.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The expressions by title of the panel and legend, as Grafana sends them with all namespaces and services selected. */
    public Map<String, String> expressions() {
        var expressions = new LinkedHashMap<String, String>();
        for (var panel : json.get("panels")) {
            for (var target : panel.get("targets")) {
                expressions.put(
                        panel.get("title").asText() + ": "
                                + target.get("legendFormat").asText(),
                        target.get("expr")
                                .asText()
                                .replace("$__rate_interval", "1m")
                                .replaceAll("[$](namespace|service)\\b", ".*"));
            }
        }
        return expressions;
    }

    /** The queries that fill the variables. */
    public List<String> variableQueries() {
        var queries = new ArrayList<String>();
        json.at("/templating/list").forEach(variable -> {
            if (variable.path("type").asText().equals("query")) {
                queries.add(variable.at("/query/query").asText());
            }
        });
        return queries;
    }

    /** A rule file with those expressions. */
    static String asRules(Map<String, String> expressions) throws IOException {
        var rules = new ArrayList<Map<String, String>>();
        for (var expression : expressions.values()) {
            rules.add(Map.of("record", "dashboard:expression" + rules.size(), "expr", expression));
        }
        return JSON.writeValueAsString(Map.of("groups", List.of(Map.of("name", "dashboard", "rules", rules))));
    }
}
