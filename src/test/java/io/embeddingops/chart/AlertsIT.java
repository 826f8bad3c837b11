package io.embeddingops.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.it.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** promtool accepts the alerts and the dashboards, and each alert fires when it should. */
class AlertsIT {

    private static final Path TESTS = Path.of("src/test/resources/chart");

    @ParameterizedTest
    @ValueSource(strings = {"embedding-operator.yaml", "embedding-servers.yaml"})
    void theRulesAreValid(String file) {
        var rules = rules(file);
        var alerts = names(rules, "- alert: ");

        assertThat(Tools.run("promtool", "", "check", "rules", "--lint=all", "--lint-fatal", rules.toString()))
                .contains("SUCCESS: " + alerts.length + " rules found");
    }

    @ParameterizedTest
    @CsvSource({"embedding-operator.yaml, alerts-test.yaml", "embedding-servers.yaml, server-alerts-test.yaml"})
    void eachAlertFiresWhenItShould(String file, String test) {
        var tests = TESTS.resolve(test);

        assertThat(new HashSet<>(List.of(names(tests, "        alertname: "))))
                .containsExactlyInAnyOrder(names(rules(file), "- alert: "));
        assertThat(Tools.run("promtool", "", "test", "rules", tests.toString())).contains("SUCCESS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedding-operator", "embedding-servers"})
    void theExpressionsOfTheDashboardAreValid(String dashboard, @TempDir Path directory) throws IOException {
        var expressions = Dashboard.read(dashboard).expressions();
        var rules = Files.writeString(directory.resolve("rules.yaml"), Dashboard.asRules(expressions));

        assertThat(Tools.run("promtool", "", "check", "rules", rules.toString()))
                .contains("SUCCESS: " + expressions.size() + " rules found");
    }

    private static Path rules(String file) {
        return Chart.DIRECTORY.resolve("rules").resolve(file);
    }

    private static String[] names(Path file, String before) {
        return Given.text(file)
                .lines()
                .filter(line -> line.contains(before))
                .map(line -> line.substring(line.indexOf(before) + before.length()))
                .toArray(String[]::new);
    }
}
