package io.embeddingops.fetch.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Writers in processes that are killed and stopped. */
@Timeout(120)
class WriterProcessIT {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(600);

    @TempDir
    private Path cache;

    @AfterEach
    void theModelIsWhole() throws Exception {
        var location = cache.resolve("hf/acme--tiny");
        assertThat(Trees.names(location)).containsExactly(Models.REVISION, "refs");
        for (var path : Models.PATHS) {
            assertThat(location.resolve("refs/main").resolve(path)).hasContent(Models.text(path));
        }
    }

    @Test
    void ofTwoWritersOneDownloads() throws Exception {
        try (var first = new WriterProcess(cache, SHORT);
                var second = new WriterProcess(cache, SHORT)) {
            var outputs = new ArrayList<>(first.output());
            outputs.addAll(second.output());
            assertThat(outputs).containsOnlyOnce("published", "used").doesNotContain("lost");
            assertThat(outputs).filteredOn("wrote"::equals).hasSize(Models.PATHS.size());
        }
    }

    @Test
    void aKilledWriterIsContinued() throws Exception {
        try (var first = new WriterProcess(cache, LONG)) {
            first.awaitLine("wrote").kill();
        }
        try (var second = new WriterProcess(cache, SHORT)) {
            assertThat(second.output()).containsExactly("resumed", "wrote", "wrote", "published");
        }
    }

    @Test
    void aWriterThatWaitsTakesOverWhenTheOtherIsKilled() throws Exception {
        try (var first = new WriterProcess(cache, LONG)) {
            first.awaitLine("wrote");
            try (var second = new WriterProcess(cache, SHORT)) {
                second.awaitLine("waiting");
                first.kill();
                assertThat(second.output()).contains("resumed", "published");
            }
        }
    }

    @Test
    void aStoppedWriterLosesTheLockAndUsesTheResultOfTheOther() throws Exception {
        try (var first = new WriterProcess(cache, Duration.ofSeconds(2))) {
            first.awaitLine("wrote").signal("STOP");
            try (var second = new WriterProcess(cache, SHORT)) {
                assertThat(second.output()).contains("waiting", "published").doesNotContain("resumed");
            }
            first.signal("CONT");
            assertThat(first.output()).containsExactly("wrote", "lost", "used");
        }
    }
}
