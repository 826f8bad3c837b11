package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.source.FetchProgress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Resolving   | 0             |               | 0         | is looking up the files of hf://acme/tiny@main
            Waiting     | 0             |               | 0         | is waiting for another pod that downloads hf://acme/tiny@main
            Downloading | 1200000000    | 2400000000    | 85000000  | is downloading hf://acme/tiny@main: 1.2 of 2.4 GB (50 %), 85 MB/s, 15 s left
            Downloading | 900000        | 2400000000    | 850       | is downloading hf://acme/tiny@main: 900 kB of 2.4 GB (0 %), 850 bytes/s, more than 4 days left
            Downloading | 1200000000    | 2400000000    | 0         | is downloading hf://acme/tiny@main: 1.2 of 2.4 GB (50 %), 0 bytes/s
            Downloading | 2399999999    | 2400000000    | 85000000  | is downloading hf://acme/tiny@main: 2.4 of 2.4 GB (99 %), 85 MB/s, 1 s left
            Downloading | 1200000000    |               | 85000000  | is downloading hf://acme/tiny@main: 1.2 GB, 85 MB/s
            Downloading | 0             | 0             | 0         | is downloading hf://acme/tiny@main: 0 bytes, 0 bytes/s
            Downloading | 900000000000000000 | 1000000000000000000 | 1 | is downloading hf://acme/tiny@main: 900 PB of 1.0 EB (90 %), 1 bytes/s, more than 4 days left
            Verifying   | 2400000000    | 2400000000    | 0         | is verifying hf://acme/tiny@main (2.4 GB)
            """)
    void progressIsOneSentence(String phase, long bytes, Long total, long speed, String expected) {
        assertThat(text(Optional.of(FetchPods.progress(phase, bytes, total, speed))))
                .isEqualTo(expected);
    }

    @Test
    void downloadWithoutProgressHasItsStart() {
        assertThat(text(Optional.empty())).isEqualTo("is downloading hf://acme/tiny@main since 2026-11-24T10:00:20Z");
    }

    @ParameterizedTest
    @CsvSource({"999, 999 bytes", "1000, 1.0 kB", "9949, 9.9 kB", "9950, 10 kB", "999499, 999 kB", "999500, 1.0 MB"})
    void amountsAreRounded(long count, String expected) {
        assertThat(ProgressText.bytes(count)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "119, 119 s",
        "120, 2 min",
        "7199, 120 min",
        "7200, 2 h 0 min",
        "9060, 2 h 31 min",
        "345600, 96 h 0 min",
        "345601, more than 4 days"
    })
    void durationsAreRounded(long seconds, String expected) {
        assertThat(ProgressText.duration(seconds)).isEqualTo(expected);
    }

    private static String text(Optional<FetchProgress> progress) {
        return ProgressText.of(FetchState.of(FetchPods.running("a")).orElseThrow(), progress);
    }
}
