package io.embeddingops.fetch.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Another writer has completed the revision. */
record CompletedStaging(Found found) implements Staging {

    @Override
    public Optional<Found> completed() {
        return Optional.of(found);
    }

    @Override
    public Path directory() {
        throw new IllegalStateException(found.directory() + " is complete");
    }

    @Override
    public boolean isLost() {
        return false;
    }

    @Override
    public Optional<Found> publish(List<StoredFile> files) {
        return completed();
    }

    @Override
    public void close() {
        // holds no lock
    }
}
