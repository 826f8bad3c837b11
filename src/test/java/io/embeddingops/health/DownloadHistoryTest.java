package io.embeddingops.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.source.FetchProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the status shows of downloads, with the time of a simulated clock. */
class DownloadHistoryTest {

    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final long TOTAL = 100_000;

    private DownloadHistory history = DownloadHistory.EMPTY.of(List.of(target("a", "1")));

    @Test
    void firstAnswerIsShownAtOnce() {
        assertThat(history.shown()).isEmpty();
        assertThat(answer("a", 0, progress("Resolving", 0, null))).isTrue();
        assertThat(history.shown()).containsEntry("a", progress("Resolving", 0, null));
    }

    @Test
    void nothingIsShownAnewWhileNothingMoves() {
        assertThat(answer("a", 0, progress("Downloading", 4000, TOTAL))).isTrue();
        for (var second = 15; second < 3600; second += 15) {
            assertThat(answer("a", second, progress("Downloading", 4000, TOTAL)))
                    .isFalse();
        }
    }

    @Test
    void fivePercentAreShown() {
        answer("a", 0, progress("Downloading", 4000, TOTAL));
        assertThat(answer("a", 15, progress("Downloading", 8999, TOTAL))).isFalse();
        assertThat(answer("a", 30, progress("Downloading", 9000, TOTAL))).isTrue();
        assertThat(answer("a", 45, progress("Downloading", 13_999, TOTAL))).isFalse();
        assertThat(history.shown().get("a").bytes()).isEqualTo(9000);
    }

    @Test
    void changedSpeedAloneIsNotShown() {
        answer("a", 0, new FetchProgress("s", "r", "Downloading", 4000, TOTAL, 7));
        assertThat(answer("a", 15, new FetchProgress("s", "r", "Downloading", 4001, TOTAL, 9000)))
                .isFalse();
    }

    @Test
    void knownTotalAndNextPhaseAreShown() {
        answer("a", 0, progress("Downloading", 0, null));
        assertThat(answer("a", 15, progress("Downloading", 0, TOTAL))).isTrue();
        assertThat(answer("a", 30, progress("Verifying", 0, TOTAL))).isTrue();
        assertThat(answer("a", 45, progress("Verifying", 0, TOTAL))).isFalse();
    }

    /** Each pod is asked every 15 s, at another time, and gets further by 10 % each time. */
    @Test
    void atMostFourChangesAMinuteAreShownHoweverManyPodsDownload() {
        var pods = List.of("a", "b", "c", "d", "e", "f", "g");
        history = history.of(pods.stream().map(pod -> target(pod, "1")).toList());
        var changes = new ArrayList<Integer>();
        for (var second = 0; second < 600; second++) {
            for (var pod : pods) {
                if (second % 15 == 2 * pods.indexOf(pod)
                        && answer(pod, second, progress("Downloading", second * 700L, TOTAL))) {
                    changes.add(second);
                }
            }
        }
        assertThat(changes).hasSizeBetween(20, 40);
        for (var begin = 0; begin < 600; begin++) {
            var from = begin;
            assertThat(changes.stream()
                            .filter(at -> at >= from && at < from + 60)
                            .count())
                    .isLessThanOrEqualTo(4);
        }
        assertThat(history.shown()).containsOnlyKeys(pods.toArray(String[]::new));
    }

    @Test
    void changeWithinThePauseIsShownAfterIt() {
        history = history.of(List.of(target("a", "1"), target("b", "1")));
        answer("a", 0, progress("Downloading", 0, TOTAL));
        assertThat(answer("b", 5, progress("Downloading", 0, TOTAL))).isFalse();
        assertThat(answer("a", 15, progress("Downloading", 1, TOTAL))).isTrue();
        assertThat(history.shown()).containsOnlyKeys("a", "b");
        assertThat(history.shown().get("a").bytes()).isEqualTo(1);
    }

    @Test
    void anotherRunBeginsAnew() {
        answer("a", 0, progress("Downloading", 50_000, TOTAL));
        assertThat(history.of(List.of(target("a", "1"))).shown()).containsOnlyKeys("a");
        history = history.of(List.of(target("a", "2")));
        assertThat(history.shown()).isEmpty();
        assertThat(history.find(target("a", "1"))).isEmpty();
        assertThat(history.of(List.of()).downloads()).isEmpty();
    }

    /** Whether the status shows something else after that answer. */
    private boolean answer(String pod, int second, FetchProgress progress) {
        var before = history.shown();
        history = history.after(
                target(pod, "1"), progress, Duration.ofSeconds(second).toNanos(), PAUSE);
        return !before.equals(history.shown());
    }

    private static FetchProgress progress(String phase, long bytes, Long total) {
        return new FetchProgress("hf://acme/tiny@main", "c0ffee", phase, bytes, total, 100);
    }

    private static DownloadTarget target(String pod, String start) {
        return new DownloadTarget(new ServiceKey("ai", "tiny"), pod, pod, start, "10.0.0.1", 30000);
    }
}
