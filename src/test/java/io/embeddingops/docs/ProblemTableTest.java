package io.embeddingops.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.verification.Problem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that the handwritten table of problems is complete. */
class ProblemTableTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z][A-Za-z]+)` \\|");

    @Test
    void theTableListsExactlyTheProblems() {
        var page = GeneratedSection.read(Path.of("docs", "verification.md"));
        assertThat(ROW.matcher(page.substring(page.indexOf("## What is checked")))
                        .results()
                        .map(row -> row.group(1)))
                .containsExactly(
                        Arrays.stream(Problem.values()).map(Problem::toString).toArray(String[]::new));
    }
}
