package io.embeddingops.bench;

import java.util.concurrent.TimeUnit;

/** Detects that an operator is idle: for a second it used less than 3 % of a core. */
final class IdleDetector {

    private static final int SAMPLES = 20;
    private static final long STEP_MILLISECONDS = 50;
    private static final double AT_MOST_CPU_SECONDS = 0.03;
    private static final int LONGEST_SECONDS = 120;

    private IdleDetector() {}

    /** Waits for that second and returns its start, as {@link System#nanoTime}. */
    static long await(RunningSubject running) {
        var cpu = new double[SAMPLES + 1];
        var at = new long[SAMPLES + 1];
        for (var i = 0; i < TimeUnit.SECONDS.toMillis(LONGEST_SECONDS) / STEP_MILLISECONDS; i++) {
            var slot = i % (SAMPLES + 1);
            var oldest = (i + 1) % (SAMPLES + 1);
            cpu[slot] = running.cpuSeconds();
            at[slot] = System.nanoTime();
            if (i >= SAMPLES && cpu[slot] - cpu[oldest] <= AT_MOST_CPU_SECONDS) {
                return at[oldest];
            }
            Pause.milliseconds(STEP_MILLISECONDS);
        }
        Progress.line("    not quiet within " + LONGEST_SECONDS + " s");
        return System.nanoTime();
    }
}
