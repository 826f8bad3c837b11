package io.embeddingops.reconciler;

import java.time.Duration;

/**
 * How often the operator tries again.
 *
 * @param lookAgain how often to check what no informer reports: a deleted foreign object, the kubelet's events, a new CRD
 * @param firstRetry pause after the first failed attempt; it doubles with each further one
 * @param longestRetry maximum pause after a failed attempt
 */
public record Pacing(Duration lookAgain, Duration firstRetry, Duration longestRetry) {

    /** The pauses of a running operator. */
    public static final Pacing DEFAULT =
            new Pacing(Duration.ofSeconds(15), Duration.ofSeconds(2), Duration.ofMinutes(5));

    /** For how long a name conflict counts as one that may pass by itself: 1 minute. */
    Duration conflictGrace() {
        return lookAgain.multipliedBy(4);
    }

    /** How often to ask a download how far it is: every 20 seconds, so that it causes no more than 4 writes of a status a minute. */
    Duration progress() {
        return lookAgain.multipliedBy(4).dividedBy(3);
    }

    /** How often to look during that time: every 3 seconds. */
    Duration lookSoon() {
        return lookAgain.dividedBy(5);
    }

    /** How long servers of spec.fallback with mode OnDemand stay after they were needed last: 5 minutes. */
    Duration fallbackStay() {
        return lookAgain.multipliedBy(20);
    }

    /** How often to look whether clients can still reach servers that the Service no longer selects: every second. */
    Duration move() {
        return lookAgain.dividedBy(15);
    }
}
