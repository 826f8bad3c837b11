package io.embeddingops.status;

import io.embeddingops.source.FetchProgress;

/** What a download does, as its progress says. */
enum FetchPhase {
    RESOLVING("Resolving"),
    WAITING("Waiting"),
    DOWNLOADING("Downloading"),
    VERIFYING("Verifying");

    private final String text;

    FetchPhase(String text) {
        this.text = text;
    }

    boolean is(FetchProgress progress) {
        return text.equals(progress.phase());
    }
}
