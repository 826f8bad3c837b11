package io.embeddingops.management;

/**
 * The result of a probe.
 *
 * @param good whether the probe succeeds
 * @param reason one line for people who call the probe by hand
 */
public record Health(boolean good, String reason) {

    /** The result of a successful probe. */
    public static Health good(String reason) {
        return new Health(true, reason);
    }

    /** The result of a failed probe. */
    public static Health bad(String reason) {
        return new Health(false, reason);
    }
}
