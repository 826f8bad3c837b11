package io.embeddingops.e2e;

import java.time.Duration;

/** Time limits for a machine with two idle cores. {@code -De2e.pace=3} triples them for a slower or busier machine. */
final class Pace {

    private static final double FACTOR = Double.parseDouble(System.getProperty("e2e.pace", "1"));

    private Pace() {}

    static Duration of(long seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000 * FACTOR));
    }

    static Duration of(Duration time) {
        return of(time.toSeconds());
    }
}
