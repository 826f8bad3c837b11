package io.embeddingops.fetch;

import java.time.Duration;

/**
 * How a download uses the network.
 *
 * @param connections at most so many requests at once, over all files
 * @param chunk bytes per request
 * @param firstPause after a failure; the next ones are twice as long each, and all vary by half
 * @param longestPause of those
 * @param giveUp after so long without a byte, not counting what the server asked to wait
 * @param longestWait a server may ask to wait so long in all, as long as no byte comes
 */
record DownloadPolicy(
        int connections, int chunk, Duration firstPause, Duration longestPause, Duration giveUp, Duration longestWait) {

    /** Of the program. */
    static final DownloadPolicy STANDARD = new DownloadPolicy(
            8, 16 << 20, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10));
}
