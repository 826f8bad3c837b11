package io.embeddingops.verification;

import java.util.Optional;

/**
 * What a server should be, in addition to returning correct vectors.
 *
 * @param pooling the pooling that someone asked for; empty: that of the model, if the server knows it
 * @param plugin whether the operator's plugin should be at work
 */
public record Expectations(Optional<WantedPooling> pooling, Plugin plugin) {

    /** Nothing is known about the server. */
    public static final Expectations NONE = new Expectations(Optional.empty(), Plugin.UNKNOWN);

    /**
     * A pooling that someone asked for.
     *
     * @param name in the plugin's words, such as mean
     * @param origin what asks for it, such as {@code spec.model.pooling is Mean}
     */
    public record WantedPooling(String name, String origin) {}

    /** Whether the operator's plugin should be at work. */
    public enum Plugin {
        /** The pod template contains it. */
        EXPECTED,
        /** The service keeps a pod template from before it existed. */
        NOT_IN_TEMPLATE,
        /** The server may not be the operator's. */
        UNKNOWN
    }

    /** What to do about a server that requires no API key. */
    String keysRemedy() {
        return plugin == Plugin.UNKNOWN
                ? "start it with an API key"
                : "use an image with SGLang 0.5.12 or later (spec.server.image), in which the operator's plugin checks keys";
    }

    /** Returns a copy that asks for a pooling. */
    public Expectations withPooling(WantedPooling wanted) {
        return new Expectations(Optional.of(wanted), plugin);
    }
}
