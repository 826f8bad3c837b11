package io.embeddingops.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.it.Tools;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** promtool accepts the alerts, and each alert fires when it should. */
class AlertsIT {

    private static final Path RULES = Chart.DIRECTORY.resolve("rules/embedding-operator.yaml");
    private static final Path TESTS = Path.of("src/test/resources/chart/alerts-test.yaml");

    @Test
    void theRulesAreValid() {
        var alerts = names(RULES, "- alert: ");

        assertThat(Tools.run("promtool", "", "check", "rules", "--lint=all", "--lint-fatal", RULES.toString()))
                .contains("SUCCESS: " + alerts.length + " rules found");
    }

    @Test
    void eachAlertFiresWhenItShould() {
        assertThat(new HashSet<>(List.of(names(TESTS, "        alertname: "))))
                .containsExactlyInAnyOrder(names(RULES, "- alert: "));
        assertThat(Tools.run("promtool", "", "test", "rules", TESTS.toString())).contains("SUCCESS");
    }

    private static String[] names(Path file, String before) {
        return Given.text(file)
                .lines()
                .filter(line -> line.contains(before))
                .map(line -> line.substring(line.indexOf(before) + before.length()))
                .toArray(String[]::new);
    }
}
