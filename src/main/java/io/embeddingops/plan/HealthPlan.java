package io.embeddingops.plan;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Health checks of the server.
 *
 * @param startupTimeoutSeconds seconds from the start of the container until it must be healthy
 * @param checkTimeoutSeconds seconds in which SGLang must answer a check, at least 2
 * @param periodSeconds seconds between two checks
 * @param failureThreshold consecutive failed checks after which the container is restarted
 * @param replaceAfterRestarts restarts without becoming ready after which the pod is evicted; 0 disables eviction
 */
@RecordBuilder
public record HealthPlan(
        int startupTimeoutSeconds,
        int checkTimeoutSeconds,
        int periodSeconds,
        int failureThreshold,
        int replaceAfterRestarts) {

    /** Short, because a check costs nothing while the model loads and the port is closed. */
    private static final int STARTUP_PERIOD_SECONDS = 5;

    private static final int PROBE_MARGIN_SECONDS = 5;
    private static final int PULL_AND_SCHEDULE_SECONDS = 900;

    /** Longer than SGLang's own timeout, after which it returns 503; a shorter probe would abandon its request. */
    public int probeTimeoutSeconds() {
        return checkTimeoutSeconds + PROBE_MARGIN_SECONDS;
    }

    /** Seconds between two checks while the server loads. */
    public int startupPeriodSeconds() {
        return Math.min(STARTUP_PERIOD_SECONDS, periodSeconds);
    }

    /** Failed checks after which a loading server is restarted. */
    public int startupFailureThreshold() {
        return (startupTimeoutSeconds + startupPeriodSeconds() - 1) / startupPeriodSeconds();
    }

    /** Seconds without progress after which a rollout fails: startup timeout plus 15 minutes to schedule and pull. */
    public int progressDeadlineSeconds() {
        return startupTimeoutSeconds + PULL_AND_SCHEDULE_SECONDS;
    }
}
