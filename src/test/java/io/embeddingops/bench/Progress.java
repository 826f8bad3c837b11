package io.embeddingops.bench;

import java.time.Duration;

/** Prints progress every few seconds, and fails if there is none for too long. */
final class Progress {

    private static final long STEP = Duration.ofSeconds(5).toNanos();
    private static final Duration TIMEOUT = Duration.ofSeconds(120);
    private static final long BEGIN = System.nanoTime();

    private final String what;
    private long last = System.nanoTime();

    Progress(String what) {
        this.what = what;
    }

    /** Prints a line with the seconds since the start of the program. */
    static void line(String text) {
        System.err.printf(
                "%5d s  %s%n", Duration.ofNanos(System.nanoTime() - BEGIN).toSeconds(), text);
    }

    void report(int done, int all) {
        var now = System.nanoTime();
        if (now - last >= STEP) {
            last = now;
            line("    " + what + ": " + done + " of " + all);
        }
    }

    void failIfStalled(long lastChange) {
        if (System.nanoTime() - lastChange > TIMEOUT.toNanos()) {
            throw new IllegalStateException(what + ": no progress for " + TIMEOUT.toSeconds() + " s");
        }
    }
}
