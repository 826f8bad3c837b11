package io.embeddingops.fetch.store;

import java.time.Duration;

/**
 * The durations of the lock.
 *
 * @param heartbeat how often a writer renews its lock
 * @param dead a writer whose lock was not renewed for so long has lost it
 * @param poll how often a waiting writer looks
 * @param reminder how often a waiting writer reports that it still waits
 */
public record StoreTimes(Duration heartbeat, Duration dead, Duration poll, Duration reminder) {

    /** Of the program. */
    public static final StoreTimes STANDARD = new StoreTimes(
            Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(30));
}
