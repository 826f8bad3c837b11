package io.embeddingops.fetch.store;

import io.embeddingops.fetch.FetchException;
import io.embeddingops.source.FetchReason;
import io.embeddingops.source.Location;
import io.embeddingops.source.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A cache directory, which any number of processes on any number of nodes may share. See
 * {@link io.embeddingops.source.CacheLayout}.
 */
public final class ModelStore {

    private final Path cache;
    private final LockSettings settings;
    private final Consumer<String> notices;

    /**
     * Creates nothing yet.
     *
     * @param notices receives lines about what is unusual, such as a file that is missing
     */
    public ModelStore(Path cache, StoreTimes times, Consumer<String> notices) {
        this(cache, LockSettings.standard(times), notices);
    }

    ModelStore(Path cache, LockSettings settings, Consumer<String> notices) {
        this.cache = cache.toAbsolutePath().normalize();
        this.settings = settings;
        this.notices = notices;
    }

    /**
     * The complete revision that a location was resolved to before, or that is pinned; the link refers to it afterwards. Needs no
     * write access unless the link has to change.
     *
     * @param pinned the revision to look for, instead of the one that the link refers to
     */
    public Optional<Found> complete(Location location, Selection selection, Optional<String> pinned)
            throws FetchException {
        try {
            var link = RevisionLink.of(cache, location, selection);
            var directory = pinned.isPresent()
                    ? Optional.of(RevisionPaths.of(cache, location, selection, pinned.get())
                            .directory())
                    : link.target();
            var found = directory.isPresent() ? complete(directory.get()) : Optional.<Found>empty();
            if (found.isPresent()) {
                link.pointTo(found.get().directory());
            }
            return found;
        } catch (IOException e) {
            throw VolumeFailure.of(cache, e);
        }
    }

    /**
     * Gets the right to write a revision. Waits while another writer has it.
     *
     * @param revision what the location was resolved to
     * @param onWait called when the waiting begins, and again while it lasts
     */
    public Staging open(Location location, Selection selection, String revision, Runnable onWait)
            throws FetchException {
        var paths = RevisionPaths.of(cache, location, selection, revision);
        var link = RevisionLink.of(cache, location, selection);
        try {
            Access.createDirectories(paths.parent());
            var attempt = new LockAttempt(paths, location.text(), settings);
            var reminder = new Reminder(settings.times().reminder(), onWait);
            while (true) {
                var lock = attempt.tryTake();
                if (lock.isPresent()) {
                    return begin(paths, link, lock.get(), location.text(), revision);
                }
                var found = complete(paths.directory());
                if (found.isPresent()) {
                    link.pointTo(found.get().directory());
                    return new CompletedStaging(found.get());
                }
                reminder.waiting();
                Thread.sleep(settings.times().poll().toMillis());
            }
        } catch (IOException e) {
            throw VolumeFailure.of(cache, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException(FetchReason.FETCH_FAILED, "the download was interrupted: start it again");
        }
    }

    /**
     * Records that a service uses a revision, for {@code cache ls} and {@code cache rm}. A volume that cannot be written is no
     * error: nobody removes anything from it either.
     *
     * @param user {@code NAMESPACE/NAME}
     * @return whether the revision is still there: {@code cache rm} may have removed it meanwhile
     */
    public boolean recordUse(Found found, String user) {
        try {
            Uses.record(found.directory(), user);
        } catch (IOException e) {
            notices.accept("cannot record that " + user + " uses " + found.directory() + ": " + VolumeFailure.why(e));
        }
        return Files.exists(found.directory().resolve(CompleteFile.NAME));
    }

    private Staging begin(RevisionPaths paths, RevisionLink link, WriterLock lock, String source, String revision)
            throws IOException, InterruptedException {
        try {
            var found = complete(paths.directory());
            if (found.isPresent()) {
                link.pointTo(found.get().directory());
                lock.finish();
                return new CompletedStaging(found.get());
            }
            new Leftovers(paths, settings).clean(lock);
            return OwnStaging.begin(cache, paths, link, lock, source, revision);
        } catch (IOException | InterruptedException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private Optional<Found> complete(Path directory) throws IOException {
        var complete = CompleteFile.read(directory);
        var damage = complete.isPresent()
                ? complete.get().damage(directory)
                : Optional.of("it has no valid file " + CompleteFile.NAME);
        if (damage.isEmpty()) {
            return Optional.of(complete.get().found(directory));
        }
        if (Files.isDirectory(directory)) {
            notices.accept(directory + " is incomplete and is downloaded again: " + damage.get());
        }
        return Optional.empty();
    }
}
