package io.embeddingops.e2e;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Runs a task at random times, on average at a given rate, whether or not earlier tasks have completed. The task must return at
 * once. The same seed gives the same times between the calls, in units of the mean time.
 */
final class PoissonArrivals implements AutoCloseable {

    private final RandomGenerator random;
    private final Runnable task;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread = new Thread(this::run, "arrivals");
    private double perSecond;
    private long due;
    private boolean ended;

    PoissonArrivals(RandomGenerator random, Runnable task) {
        this.random = random;
        this.task = task;
        thread.setDaemon(true);
        thread.start();
    }

    /** Changes the rate from now on. 0 pauses. */
    void rate(double perSecond) {
        if (!(perSecond >= 0 && perSecond < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a rate must be a number from 0, not " + perSecond);
        }
        lock.lock();
        try {
            this.perSecond = perSecond;
            due = System.nanoTime() + pause();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private long pause() {
        return perSecond == 0
                ? Long.MAX_VALUE / 2
                : Math.round(random.nextExponential() / perSecond * TimeUnit.SECONDS.toNanos(1));
    }

    private void run() {
        try {
            while (await()) {
                task.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the next arrival. False when there is none any more. */
    private boolean await() throws InterruptedException {
        lock.lock();
        try {
            for (; ; ) {
                if (ended) {
                    return false;
                }
                var left = perSecond == 0 ? Duration.ofHours(1).toNanos() : due - System.nanoTime();
                if (left <= 0) {
                    // From the due time, not from now: a late arrival must not lower the rate.
                    due += pause();
                    return true;
                }
                changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns when no task runs any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
