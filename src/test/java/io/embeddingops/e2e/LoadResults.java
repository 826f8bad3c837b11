package io.embeddingops.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Counts of requests, and the latencies of the answers since the last interval. */
final class LoadResults {

    private final List<String> failures = new ArrayList<>();
    private Interval total = Interval.since(Instant.now());
    private Interval current = total;
    private final List<Duration> latencies = new ArrayList<>();

    /** Counts from begin to end, and percentiles of the latencies of what was answered then; zero if nothing was. */
    record Interval(Instant begin, Instant end, int sent, int answered, int failed, Duration p50, Duration p95) {

        private static Interval since(Instant begin) {
            return new Interval(begin, begin, 0, 0, 0, Duration.ZERO, Duration.ZERO);
        }

        private Interval plus(int sent, int answered, int failed) {
            return new Interval(begin, end, this.sent + sent, this.answered + answered, this.failed + failed, p50, p95);
        }
    }

    synchronized void sent() {
        add(1, 0, 0);
    }

    synchronized void answered(Duration latency) {
        latencies.add(latency);
        add(0, 1, 0);
    }

    synchronized void failed(String message) {
        failures.add(Instant.now() + " " + message);
        add(0, 0, 1);
    }

    private void add(int sent, int answered, int failed) {
        total = total.plus(sent, answered, failed);
        current = current.plus(sent, answered, failed);
    }

    /** Everything so far, without latencies. */
    synchronized Interval total() {
        return total;
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    /** Ends the current interval and begins the next. */
    synchronized Interval next() {
        var now = Instant.now();
        latencies.sort(null);
        var ended = new Interval(
                current.begin(),
                now,
                current.sent(),
                current.answered(),
                current.failed(),
                percentile(50),
                percentile(95));
        latencies.clear();
        current = Interval.since(now);
        return ended;
    }

    private Duration percentile(int percent) {
        return latencies.isEmpty() ? Duration.ZERO : latencies.get((latencies.size() - 1) * percent / 100);
    }
}
