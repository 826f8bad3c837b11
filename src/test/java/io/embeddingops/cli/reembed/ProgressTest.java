package io.embeddingops.cli.reembed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final PrintWriter err = new PrintWriter(new StringWriter());

    @Test
    void timeLeftIsThatOfThisRun() {
        try (var progress = new Progress(err, OptionalLong.of(1000), OptionalLong.empty())) {
            progress.start(400, 0);
            progress.update(600, 0);
            assertThat(progress.of(10)).isEqualTo("600 of 1000 texts (60 %), 20 texts/s, 20 s left");
        }
    }

    @Test
    void sizeOfTheFileStandsForTheNumberOfTexts() {
        try (var progress = new Progress(err, OptionalLong.empty(), OptionalLong.of(3_000_000))) {
            progress.start(0, 0);
            progress.update(100, 1_000_000);
            assertThat(progress.of(600)).isEqualTo("100 texts (33 %), 0 texts/s, 20 min 0 s left");
        }
    }

    @Test
    void standardInputHasNoEnd() {
        try (var progress = new Progress(err, OptionalLong.empty(), OptionalLong.empty())) {
            progress.start(0, 0);
            progress.update(100, 1_000_000);
            assertThat(progress.of(2)).isEqualTo("100 texts, 50 texts/s");
        }
    }
}
