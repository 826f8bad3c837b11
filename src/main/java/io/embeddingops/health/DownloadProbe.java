package io.embeddingops.health;

import io.embeddingops.source.FetchProgress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks pods that download how far they are, periodically. Nothing runs while nothing is downloaded. */
public final class DownloadProbe implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DownloadProbe.class);
    private static final int THREADS = 4;
    private static final int IDLE_SECONDS = 10;

    /** The first question after this part of the interval: the container has opened its port, and its start has just been reported. */
    private static final int FIRST = 2;

    /** Only later, never earlier: an answer before the interval is over would wait for the next one. */
    private static final double JITTER = 0.1;

    private final ProgressSource source;
    private final Duration interval;
    private final LongSupplier nanoTime;
    private final Predicate<DownloadTarget> alive;
    private final Consumer<ServiceKey> onChange;
    private final Map<ServiceKey, DownloadHistory> histories = new HashMap<>();
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(THREADS, work -> {
        var thread = new Thread(work, "download-probe");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Creates a probe that is idle until downloads are added.
     *
     * @param interval pause between two questions to a pod, and shortest time between two changes of a service
     * @param nanoTime the time in nanoseconds
     * @param alive whether a download still runs
     * @param onChange notified when the shown progress of a service has changed
     */
    public DownloadProbe(
            ProgressSource source,
            Duration interval,
            LongSupplier nanoTime,
            Predicate<DownloadTarget> alive,
            Consumer<ServiceKey> onChange) {
        this.source = source;
        this.interval = interval;
        this.nanoTime = nanoTime;
        this.alive = alive;
        this.onChange = onChange;
        threads.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
    }

    /** Replaces the set of downloads of a service, and returns the progress to show, by pod UID. */
    public Map<String, FetchProgress> watch(ServiceKey service, List<DownloadTarget> targets) {
        synchronized (histories) {
            var old = histories.getOrDefault(service, DownloadHistory.EMPTY);
            targets.stream()
                    .filter(target -> old.find(target).isEmpty())
                    .forEach(target -> schedule(target, interval.dividedBy(FIRST)));
            if (targets.isEmpty()) {
                histories.remove(service);
                return Map.of();
            }
            var now = old.of(targets);
            histories.put(service, now);
            return now.shown();
        }
    }

    /** Number of questions that are scheduled. */
    int scheduled() {
        return threads.getQueue().size();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void schedule(DownloadTarget target, Duration pause) {
        var jitter = 1 + JITTER * ThreadLocalRandom.current().nextDouble();
        try {
            threads.schedule(() -> poll(target), Math.round(pause.toMillis() * jitter), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.trace("not scheduled, since the probe is closed", e);
        }
    }

    private void poll(DownloadTarget target) {
        if (!alive.test(target)) {
            forget(target);
        } else if (isWatched(target)) {
            try {
                source.of(target).ifPresent(progress -> record(target, progress));
            } finally {
                schedule(target, interval);
            }
        }
    }

    private void record(DownloadTarget target, FetchProgress progress) {
        var changed = false;
        synchronized (histories) {
            if (isWatched(target)) {
                var old = histories.get(target.service());
                var now = old.after(target, progress, nanoTime.getAsLong(), interval);
                histories.put(target.service(), now);
                changed = !now.shown().equals(old.shown());
            }
        }
        if (changed) {
            onChange.accept(target.service());
        }
    }

    /** Whether that very target is watched; an equal one that was added later has a schedule of its own. */
    private boolean isWatched(DownloadTarget target) {
        synchronized (histories) {
            return histories
                    .getOrDefault(target.service(), DownloadHistory.EMPTY)
                    .find(target)
                    .filter(known -> known.target() == target)
                    .isPresent();
        }
    }

    private void forget(DownloadTarget target) {
        synchronized (histories) {
            if (isWatched(target)) {
                var left = histories.get(target.service()).without(target);
                if (left.downloads().isEmpty()) {
                    histories.remove(target.service());
                } else {
                    histories.put(target.service(), left);
                }
            }
        }
    }
}
