package io.embeddingops.fetch.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A revision in a cache.
 *
 * @param model the location without its revision, such as {@code hf://ORG/NAME} or {@code s3://BUCKET/PREFIX}
 * @param revision name of its directory: the commit or the digest of the listing, with a suffix if not all files were selected
 * @param state whether it can be served
 * @param bytes on disk
 * @param files number of files; 0 unless it is complete
 * @param uses services that have used it
 * @param directory where it is, or will be
 */
public record CacheEntry(
        String model, String revision, State state, long bytes, int files, List<Use> uses, Path directory) {

    /** Whether a revision can be served. */
    public enum State {
        COMPLETE("Complete"),
        PARTIAL("Partial"),
        BEING_WRITTEN("BeingWritten");

        private final String text;

        State(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A use.
     *
     * @param user {@code NAMESPACE/NAME} of the service
     * @param last when it last started a server with the revision
     */
    public record Use(String user, Instant last) {}

    public CacheEntry {
        uses = List.copyOf(uses);
    }

    /** The name that {@code cache rm} takes. */
    public String reference() {
        return model + "@" + revision;
    }

    /** When a service last started a server with it; empty if none has. */
    public Optional<Instant> lastUsed() {
        return uses.stream().map(Use::last).max(Instant::compareTo);
    }
}
