package io.embeddingops.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.status.AutoscaledReason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that the handwritten table of reasons of Autoscaled is complete and has the right status and type of Event. */
class AutoscaledTableDocsTest {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([A-Z][A-Za-z]+)` \\| (True|False|Unknown) \\| (Warning|Normal|none) \\|.*\\|$");

    @Test
    void theTableListsExactlyTheReasons() {
        var rows = ROW.matcher(GeneratedSection.read(Path.of("docs", "conditions.md")))
                .results()
                .map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3));
        assertThat(rows)
                .containsExactlyInAnyOrder(Arrays.stream(AutoscaledReason.values())
                        .map(reason -> reason + " " + reason.status() + " " + event(reason))
                        .toArray(String[]::new));
    }

    private static String event(AutoscaledReason reason) {
        if (reason.warning()) {
            return "Warning";
        }
        return reason.status().equals("Unknown") ? "none" : "Normal";
    }
}
