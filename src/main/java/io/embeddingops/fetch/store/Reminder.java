package io.embeddingops.fetch.store;

import java.time.Duration;

/** Reports that a writer waits: at once, and then now and then. */
final class Reminder {

    private final long interval;
    private final Runnable report;
    private long next = System.nanoTime();

    Reminder(Duration interval, Runnable report) {
        this.interval = interval.toNanos();
        this.report = report;
    }

    void waiting() {
        var now = System.nanoTime();
        if (now - next >= 0) {
            next = now + interval;
            report.run();
        }
    }
}
