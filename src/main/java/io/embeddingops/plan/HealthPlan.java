package io.embeddingops.plan;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * How the server is checked. All in seconds but the threshold.
 *
 * @param startupTimeoutSeconds from the container's start until it must be healthy
 * @param checkTimeoutSeconds within which SGLang must answer a check, at least 2
 * @param periodSeconds between two checks
 * @param failureThreshold failed checks in a row until the container is restarted
 * @param replaceAfterRestarts restarts without becoming ready until the pod is evicted; 0 means never
 */
@RecordBuilder
public record HealthPlan(
        int startupTimeoutSeconds,
        int checkTimeoutSeconds,
        int periodSeconds,
        int failureThreshold,
        int replaceAfterRestarts) {

    /** While a model loads its port is closed and a check costs nothing, so a fast one finds the moment it is up. */
    private static final int STARTUP_PERIOD_SECONDS = 5;

    private static final int PROBE_MARGIN_SECONDS = 5;
    private static final int PULL_AND_SCHEDULE_SECONDS = 900;

    /** SGLang answers a failing check itself with 503; a probe that gave up earlier would leave a request behind. */
    public int probeTimeoutSeconds() {
        return checkTimeoutSeconds + PROBE_MARGIN_SECONDS;
    }

    /** Seconds between two checks of a server that loads. */
    public int startupPeriodSeconds() {
        return Math.min(STARTUP_PERIOD_SECONDS, periodSeconds);
    }

    /** Failed checks that a loading server is allowed. */
    public int startupFailureThreshold() {
        return (startupTimeoutSeconds + startupPeriodSeconds() - 1) / startupPeriodSeconds();
    }

    /** A rollout that has not moved for so long has failed: the model's load and 15 minutes to place and pull. */
    public int progressDeadlineSeconds() {
        return startupTimeoutSeconds + PULL_AND_SCHEDULE_SECONDS;
    }
}
