package io.embeddingops.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The chart's objects as plain manifests, without labels and annotations that only Helm reads. */
final class PlainManifests {

    /** The kustomize base. */
    static final Path BASE = Path.of("helm", "kustomize", "base");

    /** The overlay of an operator that serves {@link #NAMESPACE} only. */
    static final Path NAMESPACED = Path.of("helm", "kustomize", "namespaced");

    /** The namespace that the overlay serves. */
    static final String NAMESPACE = "team-a";

    private static final String HEADER =
            "# Made from the chart in helm/embedding-operator: change that and run `make kustomize`.\n";
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    private PlainManifests() {}

    /** The content of each file. */
    static Map<Path, String> files() {
        var files = new TreeMap<Path, String>();
        objects("").stream()
                .collect(Collectors.groupingBy(PlainManifests::file))
                .forEach((name, objects) -> files.put(BASE.resolve(name), text(objects)));
        var roles = objects("watchNamespaces: [" + NAMESPACE + "]").stream()
                .filter(object -> object.at("/metadata/namespace").asText().equals(NAMESPACE))
                .toList();
        files.put(NAMESPACED.resolve("roles.yaml"), text(roles));
        return files;
    }

    /** The objects of a release with those values. */
    static List<JsonNode> objects(String values) {
        return read(Chart.text(values)).map(PlainManifests::withoutHelm).toList();
    }

    static Stream<JsonNode> read(String yaml) {
        return Chart.documents(yaml).map(PlainManifests::parse);
    }

    /** Objects by kind, namespace and name, comparable with others. */
    static Map<String, JsonNode> byName(Stream<JsonNode> objects) {
        return objects.collect(Collectors.toMap(
                object -> String.join(
                        " ",
                        object.path("kind").asText(),
                        object.at("/metadata/namespace").asText(),
                        object.at("/metadata/name").asText()),
                PlainManifests::sorted,
                (one, other) -> {
                    throw new IllegalStateException("twice: " + one);
                },
                TreeMap::new));
    }

    /** With sorted environment variables, since their order does not matter. */
    private static JsonNode sorted(JsonNode object) {
        var copy = object.deepCopy();
        copy.at("/spec/template/spec/containers").forEach(container -> {
            var variables = new TreeMap<String, JsonNode>();
            container
                    .path("env")
                    .forEach(variable -> variables.put(variable.path("name").asText(), variable));
            ((ObjectNode) container).putArray("env").addAll(variables.values());
        });
        return copy;
    }

    private static JsonNode withoutHelm(JsonNode object) {
        for (var parent : object.findParents("labels")) {
            ((ObjectNode) parent.get("labels")).remove(List.of("helm.sh/chart", "app.kubernetes.io/managed-by"));
        }
        var metadata = (ObjectNode) object.get("metadata");
        if (metadata.get("annotations") instanceof ObjectNode annotations) {
            annotations.remove("helm.sh/resource-policy");
            if (annotations.isEmpty()) {
                metadata.remove("annotations");
            }
        }
        return object;
    }

    private static String file(JsonNode object) {
        var kind = object.get("kind").asText();
        return kind.equals("CustomResourceDefinition")
                ? "crd.yaml"
                : kind.contains("Role") || kind.equals("ServiceAccount") ? "rbac.yaml" : "operator.yaml";
    }

    private static String text(List<JsonNode> objects) {
        return objects.stream().map(PlainManifests::print).collect(Collectors.joining("", HEADER, ""));
    }

    private static String print(JsonNode object) {
        try {
            return YAML.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parse(String document) {
        try {
            return YAML.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
