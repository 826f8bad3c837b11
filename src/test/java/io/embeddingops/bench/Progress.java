package io.embeddingops.bench;

import java.time.Duration;

/** Says every few seconds how far something is, and gives up when nothing happens any more. */
final class Progress {

    private static final long STEP = Duration.ofSeconds(5).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long BEGIN = System.nanoTime();

    private final String what;
    private long last = System.nanoTime();

    Progress(String what) {
        this.what = what;
    }

    /** A line with the seconds since the program's start. */
    static void line(String text) {
        System.err.printf(
                "%5d s  %s%n", Duration.ofNanos(System.nanoTime() - BEGIN).toSeconds(), text);
    }

    void tell(int done, int all) {
        var now = System.nanoTime();
        if (now - last >= STEP) {
            last = now;
            line("    " + what + ": " + done + " of " + all);
        }
    }

    void checkPatience(long lastNews) {
        if (System.nanoTime() - lastNews > PATIENCE.toNanos()) {
            throw new IllegalStateException(what + ": nothing has happened for " + PATIENCE.toSeconds() + " s");
        }
    }
}
