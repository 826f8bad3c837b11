package io.embeddingops.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Limits for the length and the names of source files. */
class SourceTest {

    /** Words that say nothing about a class. "Field manager" is a term of Kubernetes. */
    private static final Pattern VAGUE = Pattern.compile(".*(Utils?|Helpers?|(?<!/Field)Manager)[.]java");

    @Test
    void noFileIsLong() throws IOException {
        assertThat(sources())
                .allSatisfy(file ->
                        assertThat(Given.text(file).lines()).as(file.toString()).hasSizeLessThanOrEqualTo(300));
    }

    @Test
    void noNameIsVague() throws IOException {
        assertThat(sources())
                .filteredOn(file -> VAGUE.matcher(file.toString()).matches())
                .isEmpty();
    }

    @Test
    void mostFilesAreShort() throws IOException {
        var lines = sources().stream()
                .filter(file -> file.startsWith("src/main"))
                .mapToLong(file -> Given.text(file).lines().count())
                .sorted()
                .toArray();
        assertThat(lines[lines.length / 2]).as("median of lines").isLessThan(70);
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }
}
