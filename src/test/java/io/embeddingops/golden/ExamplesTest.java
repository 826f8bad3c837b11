package io.embeddingops.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples are short, and all of them can be applied in one namespace. */
class ExamplesTest {

    static List<Path> examples() throws IOException {
        try (var files = Files.list(GoldenCase.EXAMPLES)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void startsWithAtMostFiveLinesOfPrerequisites(Path example) {
        var head = Given.text(example)
                .lines()
                .takeWhile(line -> line.startsWith("# "))
                .toList();
        assertThat(head).hasSizeBetween(1, 5).anyMatch(line -> line.startsWith("# Must exist: "));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isOneServiceInAnyNamespace(Path example) {
        assertThat(Given.text(example).lines())
                .filteredOn(line -> line.startsWith("kind: "))
                .containsExactly("kind: EmbeddingService");
        assertThat(Given.text(example)).doesNotContain("namespace:");
    }

    @Test
    void namesAreNumberedAndDistinct() throws IOException {
        assertThat(examples())
                .allSatisfy(file -> assertThat(file.getFileName().toString()).matches("[0-9]{2}-[a-z0-9-]+[.]yaml"));
        assertThat(examples())
                .extracting(file -> Given.manifest(file).getMetadata().getName())
                .doesNotHaveDuplicates();
    }
}
