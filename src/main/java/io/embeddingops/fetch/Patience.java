package io.embeddingops.fetch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** When a request is repeated and when the download gives up. Shared by all connections: a server that asks to wait means all. */
final class Patience {

    /** A connection that stands still may use up the time at its first attempt. */
    private static final int MIN_REPEATS = 2;

    private final DownloadPolicy policy;
    private volatile long lastByte = System.nanoTime();
    /** No request before this time. */
    private long resumeAt = lastByte;

    Patience(DownloadPolicy policy) {
        this.policy = policy;
    }

    /** Bytes have arrived. */
    void progress() {
        lastByte = System.nanoTime();
    }

    /**
     * Waits before the next attempt.
     *
     * @param attempt how many attempts have failed since the last byte on this connection, from 1
     * @param retryAfter what the server asked for
     * @throws FetchException the given one, if it is time to give up
     */
    void failed(int attempt, Optional<Duration> retryAfter, FetchException failure)
            throws FetchException, InterruptedException {
        sleepUntil(next(attempt, retryAfter, failure));
        awaitTurn();
    }

    /** Waits until the time that the server asked for. */
    void awaitTurn() throws InterruptedException {
        sleepUntil(resumeAt());
    }

    private synchronized long resumeAt() {
        return resumeAt;
    }

    private synchronized long next(int attempt, Optional<Duration> retryAfter, FetchException failure)
            throws FetchException {
        var now = System.nanoTime();
        if (retryAfter.isPresent()) {
            var asked = Math.min(retryAfter.get().toMillis(), Duration.ofDays(1).toMillis()) * 1_000_000;
            resumeAt = Math.max(resumeAt, now + asked);
        }
        var limit = lastByte + policy.longestWait().toNanos();
        var deadline =
                Math.max(lastByte, Math.min(resumeAt, limit)) + policy.giveUp().toNanos();
        if (resumeAt > limit || now > deadline && attempt > MIN_REPEATS) {
            throw failure;
        }
        var doubled = policy.firstPause().toNanos() << Math.min(attempt - 1, 20);
        var pause = Math.min(doubled, policy.longestPause().toNanos());
        var varied = pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
        return Math.max(now, resumeAt) + varied;
    }

    private static void sleepUntil(long time) throws InterruptedException {
        var nanos = time - System.nanoTime();
        if (nanos > 0) {
            Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
        }
    }
}
