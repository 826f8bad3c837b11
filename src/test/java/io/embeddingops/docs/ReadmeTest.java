package io.embeddingops.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README is a landing page: details belong into docs/. */
class ReadmeTest {

    private static final int MAX_LINES = 120;

    private final String readme = GeneratedSection.read(Path.of("README.md"));

    @Test
    void itFitsOnAFewScreens() {
        assertThat(readme.lines()).hasSizeLessThanOrEqualTo(MAX_LINES);
    }

    @Test
    void itNamesTheCommandsOfAFreshMachine() {
        assertThat(readme).contains("\nmake demo ", "\nmake test ");
    }
}
