package io.embeddingops.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.embeddingops.config.AccessSettings;
import io.embeddingops.config.AutoscalingSettings;
import io.embeddingops.config.ModelSettings;
import io.embeddingops.config.Setting;
import io.embeddingops.config.Settings;
import io.embeddingops.fixtures.Given;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart's values: which are allowed, and the messages for invalid ones. */
class ValuesTest {

    private static final String VALUES = Given.text(Chart.DIRECTORY.resolve("values.yaml"));
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Settings that are derived from other values, or fixed in a pod. */
    private static final Set<Setting<?>> NOT_UNDER_CONFIG = Set.of(
            Settings.NAMESPACES,
            AccessSettings.OPERATOR_NAMESPACE,
            AccessSettings.OPERATOR_POD_LABELS,
            AutoscalingSettings.PROMETHEUS_ADDRESS,
            AutoscalingSettings.PROMETHEUS_TRIGGER_AUTHENTICATION,
            AutoscalingSettings.PROMETHEUS_AUTH_MODES,
            Settings.LEADER_ELECTION,
            ModelSettings.MODEL_CA_FILE,
            Settings.LEADER_ELECTION_NAMESPACE,
            Settings.MANAGEMENT_ADDRESS,
            Settings.MANAGEMENT_PORT);

    static Stream<Path> invalid() throws IOException {
        try (var files = Files.list(Path.of("src/test/resources/chart/invalid"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void invalidValuesAreRefusedWithPathAndReason(Path file) {
        var values = Given.text(file);
        var message = values.lines().findFirst().orElseThrow().substring("# ".length());

        assertThatThrownBy(() -> Chart.text(values)).hasMessageContaining(message);
    }

    @Test
    void valuesMatchTheOperatorsSettings() throws IOException {
        var values = YAML.readTree(VALUES);
        var variables = new ArrayList<String>();
        Stream.of("config", "policy")
                .forEach(block -> values.get(block)
                        .fieldNames()
                        .forEachRemaining(key -> variables.add("EMBEDDING_OPERATOR_"
                                + key.replaceAll("([A-Z])", "_$1").toUpperCase())));

        assertThat(variables)
                .containsExactlyInAnyOrderElementsOf(Settings.all().stream()
                        .filter(setting -> !NOT_UNDER_CONFIG.contains(setting))
                        .map(Setting::variable)
                        .toList());
    }

    @Test
    void schemaListsExactlyTheValues() throws IOException {
        var schema = YAML.readTree(Chart.DIRECTORY.resolve("values.schema.json").toFile());

        assertThat(differences("", YAML.readTree(VALUES), schema)).isEmpty();
    }

    @Test
    void everyValueHasAComment() throws IOException {
        var schema = YAML.readTree(Chart.DIRECTORY.resolve("values.schema.json").toFile());
        var path = new ArrayDeque<String>();
        var above = "";
        for (var line : VALUES.lines().toList()) {
            if (line.matches(" *[a-zA-Z]+:.*")) {
                var depth = (line.length() - line.stripLeading().length()) / 2;
                while (path.size() > depth) {
                    path.removeLast();
                }
                path.addLast(line.strip().replaceAll(":.*", ""));
                var known = schema.at("/properties/" + String.join("/properties/", path));
                if (!known.isMissingNode() && !known.has("properties")) {
                    assertThat(above.strip()).as("above %s", path).startsWith("# ");
                }
            }
            above = line;
        }
    }

    /** Keys that only one of the two has, as far as the schema lists keys. */
    private static List<String> differences(String path, JsonNode values, JsonNode schema) {
        var found = new ArrayList<String>();
        var properties = schema.path("properties");
        if (properties.isMissingNode()) {
            return found;
        }
        properties.fieldNames().forEachRemaining(key -> {
            if (!values.has(key) && !key.equals("global")) {
                found.add("values.yaml lacks " + path + key);
            }
        });
        values.properties().forEach(value -> {
            if (!properties.has(value.getKey())) {
                found.add("the schema lacks " + path + value.getKey());
            } else {
                found.addAll(
                        differences(path + value.getKey() + ".", value.getValue(), properties.get(value.getKey())));
            }
        });
        return found;
    }
}
