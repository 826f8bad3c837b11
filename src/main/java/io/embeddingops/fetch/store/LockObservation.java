package io.embeddingops.fetch.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One look at the lock of a revision. For a writer on another node it trusts the clocks, so it is only good to be shown. */
final class LockObservation {

    private final Optional<LockRecord> owner;
    private final boolean alive;

    LockObservation(RevisionPaths paths, LockSettings settings) throws IOException {
        var top = paths.topLock();
        Optional<LockRecord> read = Optional.empty();
        var living = false;
        if (top > 0) {
            var file = paths.lock(top);
            try (var locked = settings.locks().tryLock(file).orElse(null)) {
                read = LockRecord.read(locked == null ? Files.readAllBytes(file) : locked.read());
                living = locked == null || isRenewed(read, paths, top, settings);
            } catch (NoSuchFileException e) {
                // released meanwhile
            }
        }
        owner = read;
        alive = living;
    }

    /** The writer that has or had the lock. */
    Optional<LockRecord> owner() {
        return owner;
    }

    boolean isAlive() {
        return alive;
    }

    private static boolean isRenewed(Optional<LockRecord> read, RevisionPaths paths, long top, LockSettings settings)
            throws IOException {
        if (read.isEmpty()
                || read.get().released()
                || read.get().kernel().equals(settings.host().kernel())) {
            return false;
        }
        var age = Duration.between(Files.getLastModifiedTime(paths.lock(top)).toInstant(), Instant.now());
        return age.compareTo(settings.times().dead()) < 0;
    }
}
