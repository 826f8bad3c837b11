package io.embeddingops.fetch.store;

import io.embeddingops.fetch.FetchException;
import io.embeddingops.source.FetchReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/** Removes revisions from a cache. */
public final class CacheRemoval {

    private static final String REFS = "refs";

    private final Path cache;
    private final LockSettings settings;

    public CacheRemoval(Path cache) {
        this(cache, LockSettings.standard(StoreTimes.STANDARD));
    }

    CacheRemoval(Path cache, LockSettings settings) {
        this.cache = cache.toAbsolutePath().normalize();
        this.settings = settings;
    }

    /**
     * Removes a revision with all links to it, unless a writer lives or a service has begun to use it.
     *
     * @return why it was not removed; empty if it was
     */
    public Optional<String> remove(CacheEntry entry) throws FetchException {
        var paths = RevisionPaths.of(entry.directory());
        try {
            var attempt = new LockAttempt(paths, entry.model(), settings);
            while (true) {
                var lock = attempt.tryTake();
                if (lock.isPresent()) {
                    return remove(entry, paths, lock.get());
                }
                if (attempt.isOwnerAlive()) {
                    return Optional.of("it is being written"
                            + attempt.owner()
                                    .map(owner -> " by " + owner.host())
                                    .orElse(""));
                }
                Thread.sleep(settings.times().poll().toMillis());
            }
        } catch (IOException e) {
            throw VolumeFailure.of(cache, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException(FetchReason.FETCH_FAILED, "the removal was interrupted: start it again");
        }
    }

    /** A service records its use and then looks whether the revision is there; this moves it away and then looks for uses. */
    private static Optional<String> remove(CacheEntry entry, RevisionPaths paths, WriterLock lock) throws IOException {
        try (lock) {
            var trash = paths.trash(UUID.randomUUID().toString());
            if (Files.isDirectory(paths.directory())) {
                Files.move(paths.directory(), trash, StandardCopyOption.ATOMIC_MOVE);
            }
            if (!Uses.of(paths.directory()).equals(entry.uses())) {
                if (Files.isDirectory(trash)) {
                    Files.move(trash, paths.directory(), StandardCopyOption.ATOMIC_MOVE);
                }
                return Optional.of("a service has started with it meanwhile");
            }
            for (var leftover : paths.leftovers()) {
                Trees.delete(leftover);
            }
            removeLinks(paths);
            Uses.forget(paths.directory());
            lock.finish();
            return Optional.empty();
        }
    }

    private static void removeLinks(RevisionPaths paths) throws IOException {
        var links = paths.parent().resolve(REFS);
        for (var name : Trees.names(links)) {
            var target = new RevisionLink(links.resolve(name)).target();
            if (target.filter(paths.directory()::equals).isPresent()) {
                Files.delete(links.resolve(name));
            }
        }
    }
}
