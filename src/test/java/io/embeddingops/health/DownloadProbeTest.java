package io.embeddingops.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.embeddingops.source.FetchProgress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DownloadProbeTest {

    private static final ServiceKey SERVICE = new ServiceKey("ai", "qwen");
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private final Map<String, FetchProgress> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final Queue<ServiceKey> changed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private volatile boolean alive = true;
    private volatile Duration delay = Duration.ZERO;

    private final DownloadProbe probe =
            new DownloadProbe(this::ask, INTERVAL, System::nanoTime, target -> alive, changed::add);

    @AfterEach
    void close() {
        probe.close();
    }

    @Test
    void progressIsShownWhenTheDownloadHasAnswered() {
        answers.put("a", progress(1));
        assertThat(probe.watch(SERVICE, List.of(target("a")))).isEmpty();
        eventually(() -> assertThat(changed).containsExactly(SERVICE));
        assertThat(probe.watch(SERVICE, List.of(target("a")))).containsEntry("a", progress(1));
        answers.put("a", progress(50));
        eventually(() -> assertThat(changed).hasSize(2));
        assertThat(probe.watch(SERVICE, List.of(target("a")))).containsEntry("a", progress(50));
    }

    @Test
    void downloadThatStandsStillIsAskedAndCausesNothing() {
        answers.put("a", progress(1));
        probe.watch(SERVICE, List.of(target("a")));
        eventually(() -> assertThat(asked.getOrDefault("a", 0)).isGreaterThan(10));
        assertThat(changed).hasSize(1);
    }

    @Test
    void podThatDoesNotAnswerIsAskedAgain() {
        probe.watch(SERVICE, List.of(target("a")));
        eventually(() -> assertThat(asked.getOrDefault("a", 0)).isGreaterThan(2));
        assertThat(changed).isEmpty();
        answers.put("a", progress(1));
        eventually(() -> assertThat(changed).hasSize(1));
    }

    @Test
    void nothingIsScheduledWithoutDownloads() {
        assertThat(probe.scheduled()).isZero();
        probe.watch(SERVICE, List.of(target("a")));
        probe.watch(SERVICE, List.of(target("a")));
        eventually(() -> assertThat(asked).containsKey("a"));
        probe.watch(SERVICE, List.of());
        eventually(() -> assertThat(probe.scheduled()).isZero());
    }

    @Test
    void downloadThatHasEndedIsForgotten() {
        answers.put("a", progress(1));
        probe.watch(SERVICE, List.of(target("a"), target("b")));
        eventually(() -> assertThat(changed).hasSize(1));
        alive = false;
        eventually(() -> assertThat(probe.scheduled()).isZero());
        assertThat(probe.watch(SERVICE, List.of(target("a")))).isEmpty();
    }

    @Test
    void manyDownloadsAreAskedByFewThreads() {
        delay = Duration.ofMillis(20);
        probe.watch(
                SERVICE,
                IntStream.range(0, 40).mapToObj(n -> target("pod-" + n)).toList());
        eventually(() -> assertThat(asked).hasSize(40));
        assertThat(peak.get()).isBetween(2, 4);
    }

    private Optional<FetchProgress> ask(DownloadTarget target) {
        peak.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.decrementAndGet();
        }
        asked.merge(target.pod(), 1, Integer::sum);
        return Optional.ofNullable(answers.get(target.pod()));
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(5)).pollInterval(Duration.ofMillis(5)).untilAsserted(assertion);
    }

    private static FetchProgress progress(long bytes) {
        return new FetchProgress("hf://acme/tiny@main", "c0ffee", "Downloading", bytes, 100L, 7);
    }

    private static DownloadTarget target(String pod) {
        return new DownloadTarget(SERVICE, pod, pod, "1", "10.0.0.1", 30000);
    }
}
