package io.embeddingops.fetch;

import io.embeddingops.source.FetchPhase;
import io.embeddingops.source.FetchProgress;
import io.embeddingops.source.Location;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;

/** Measures how far a download is. */
final class Meter {

    /** The speed is that of this time. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private static final Duration STEP = Duration.ofMillis(500);

    private record Sample(long time, long bytes) {}

    private final String source;
    private final AtomicLong onDisk = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private volatile long nextSample = System.nanoTime();
    private String revision;
    private FetchPhase phase = FetchPhase.RESOLVING;
    private Long total;

    Meter(Location location) {
        source = location.text();
    }

    synchronized void phase(FetchPhase now) {
        phase = now;
    }

    synchronized void resolved(String to, long bytes) {
        revision = to;
        total = bytes;
    }

    /** The download begins anew in another directory. */
    void restart() {
        onDisk.set(0);
    }

    /** Bytes have arrived and are on disk. */
    void received(long bytes) {
        onDisk.addAndGet(bytes);
        received.addAndGet(bytes);
        if (System.nanoTime() - nextSample >= 0) {
            sample();
        }
    }

    /** Bytes are there from an earlier attempt, or are given up if the number is negative. */
    void found(long bytes) {
        onDisk.addAndGet(bytes);
    }

    synchronized FetchProgress progress() {
        sample();
        var first = samples.getFirst();
        var nanos = Math.max(System.nanoTime() - first.time(), STEP.toNanos());
        var speed = (received.get() - first.bytes()) * 1e9 / nanos;
        var bytes = total == null ? onDisk.get() : Math.min(onDisk.get(), total);
        var fetched = phase == FetchPhase.DOWNLOADING && total != null && bytes == total;
        var current = fetched ? FetchPhase.VERIFYING : phase;
        return new FetchProgress(source, revision, current.toString(), bytes, total, Math.round(speed));
    }

    private synchronized void sample() {
        var now = System.nanoTime();
        if (samples.isEmpty() || now - nextSample >= 0) {
            samples.addLast(new Sample(now, received.get()));
            nextSample = now + STEP.toNanos();
        }
        while (samples.size() > 1 && now - samples.getFirst().time() > WINDOW.toNanos()) {
            samples.removeFirst();
        }
    }
}
