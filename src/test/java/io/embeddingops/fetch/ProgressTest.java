package io.embeddingops.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.source.FetchPhase;
import io.embeddingops.source.FetchProgress;
import io.embeddingops.source.HuggingFaceLocation;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a download says about itself. */
class ProgressTest {

    private static final HuggingFaceLocation LOCATION = new HuggingFaceLocation("acme/mini", "main");

    @Test
    void bytesOfEarlierAttemptsAreNoSpeed() throws Exception {
        var meter = new Meter(LOCATION);
        assertThat(meter.progress()).isEqualTo(new FetchProgress("hf://acme/mini@main", null, "Resolving", 0, null, 0));
        meter.resolved("c0ffee", 1000);
        meter.phase(FetchPhase.DOWNLOADING);
        meter.found(600);
        assertThat(meter.progress())
                .isEqualTo(new FetchProgress("hf://acme/mini@main", "c0ffee", "Downloading", 600, 1000L, 0));
        meter.received(400);
        assertThat(meter.progress().phase()).isEqualTo("Verifying");
        assertThat(meter.progress().bytesPerSecond()).isPositive();
        meter.found(-400);
        assertThat(meter.progress().bytes()).isEqualTo(600);
        assertThat(meter.progress().phase()).isEqualTo("Downloading");
    }

    @ParameterizedTest
    @CsvSource({
        "536870912, 1277752770, 100000000, 'downloading: 512 MiB of 1.19 GiB (42 %), 95.4 MiB/s, 7 s left'",
        "0, 1277752770, 0, 'downloading: 0 B of 1.19 GiB (0 %)'",
        "1, 1277752770, 100000, 'downloading: 1 B of 1.19 GiB (0 %), 97.7 KiB/s, 3 h 32 min left'",
        "1277752770, 1277752770, 9, 'downloading: 1.19 GiB of 1.19 GiB (100 %)'"
    })
    void progressIsOneLine(long bytes, long total, long speed, String line) {
        var progress = new FetchProgress("hf://acme/mini@main", "c0ffee", "Downloading", bytes, total, speed);
        assertThat(ProgressText.of(progress)).isEqualTo(line);
    }

    @Test
    void linesAppearAboveTheBar() {
        var out = new StringWriter();
        try (var text = new ProgressText(new Meter(LOCATION), new PrintWriter(out), true)) {
            text.line("waiting");
        }
        assertThat(out.toString()).isEqualTo("\r\033[Kwaiting\n\r\033[K");
    }
}
