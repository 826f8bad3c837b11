package io.embeddingops.source;

import java.util.Arrays;
import java.util.Optional;

/** What a download does. */
public enum FetchPhase {
    /** It looks up the revision and its files. */
    RESOLVING("Resolving"),

    /** Another process writes the same revision. */
    WAITING("Waiting"),

    /** Bytes arrive. */
    DOWNLOADING("Downloading"),

    /** All bytes are there, and digests are compared. */
    VERIFYING("Verifying");

    private final String text;

    FetchPhase(String text) {
        this.text = text;
    }

    /** The phase of that name. */
    public static Optional<FetchPhase> of(String text) {
        return Arrays.stream(values()).filter(phase -> phase.text.equals(text)).findFirst();
    }

    /** Whether that is the phase of a download. */
    public boolean is(FetchProgress progress) {
        return text.equals(progress.phase());
    }

    @Override
    public String toString() {
        return text;
    }
}
