package io.embeddingops.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.status.AutoscaledReason;
import io.embeddingops.status.FallbackReason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that the handwritten tables of reasons of Autoscaled and FallbackReady are complete and have status and type of Event. */
class ConditionTableTest {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([A-Z][A-Za-z]+)` \\| (True|False|Unknown) \\| (Warning|Normal|none) \\|.*\\|$");

    @Test
    void autoscaledListsExactlyTheReasons() {
        assertThat(rows("Autoscaled"))
                .containsExactlyInAnyOrder(Arrays.stream(AutoscaledReason.values())
                        .map(reason -> row(reason, reason.status(), reason.warning()))
                        .toArray(String[]::new));
    }

    @Test
    void fallbackReadyListsExactlyTheReasons() {
        assertThat(rows("FallbackReady"))
                .containsExactlyInAnyOrder(Arrays.stream(FallbackReason.values())
                        .map(reason -> row(reason, reason.status(), reason.warning()))
                        .toArray(String[]::new));
    }

    private static String[] rows(String condition) {
        var page = GeneratedSection.read(Path.of("docs", "conditions.md"));
        var section = page.substring(page.indexOf("\n## Reasons of " + condition + "\n") + 1);
        var end = section.indexOf("\n## ");
        return ROW.matcher(end < 0 ? section : section.substring(0, end))
                .results()
                .map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
                .toArray(String[]::new);
    }

    private static String row(Object reason, String status, boolean warning) {
        return reason + " " + status + " " + (warning ? "Warning" : status.equals("Unknown") ? "none" : "Normal");
    }
}
