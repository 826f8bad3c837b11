package io.embeddingops.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.status.Reason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that the handwritten table of reasons is complete and has the right type of Event. */
class ReasonTableTest {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([A-Z][A-Za-z]+)` \\| (Warning|Normal|none) \\|.*\\|$");

    private final List<MatchResult> rows = ROW.matcher(GeneratedSection.read(Path.of("docs", "conditions.md")))
            .results()
            .toList();

    @Test
    void theTableListsExactlyTheReasons() {
        assertThat(rows)
                .extracting(row -> row.group(1))
                .containsExactly(
                        Arrays.stream(Reason.values()).map(Reason::toString).toArray(String[]::new));
    }

    @Test
    void theTableMarksTheWarningEvents() {
        assertThat(rows.stream().filter(row -> row.group(2).equals("Warning")).map(row -> row.group(1)))
                .containsExactlyElementsOf(Arrays.stream(Reason.values())
                        .filter(Reason::warning)
                        .map(Reason::toString)
                        .toList());
    }
}
