package io.embeddingops.management;

/**
 * The answer to a probe.
 *
 * @param good whether the probe succeeds
 * @param reason one line for whoever asks by hand
 */
public record Health(boolean good, String reason) {

    /** A succeeding probe's answer. */
    public static Health good(String reason) {
        return new Health(true, reason);
    }

    /** A failing probe's answer. */
    public static Health bad(String reason) {
        return new Health(false, reason);
    }
}
