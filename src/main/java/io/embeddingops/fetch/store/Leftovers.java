package io.embeddingops.fetch.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What dead writers have left. Of the writer's own revision everything is deleted but its staging directory. Of other revisions of
 * the same location it is deleted an hour after their writer was last seen, which may be about to start again until then.
 */
final class Leftovers {

    private static final Duration OLD = Duration.ofHours(1);

    static final Pattern HIDDEN = Pattern.compile("[.](.+)[.](?:lock|partial|trash)-[0-9a-f-]+");

    private final RevisionPaths paths;
    private final LockSettings settings;

    Leftovers(RevisionPaths paths, LockSettings settings) {
        this.paths = paths;
        this.settings = settings;
    }

    void clean(WriterLock lock) throws IOException, InterruptedException {
        delete(paths, paths.staging(lock.staging()));
        var now = Files.getLastModifiedTime(lock.file()).toMillis();
        for (var name : Trees.names(paths.parent())) {
            var hidden = HIDDEN.matcher(name);
            if (hidden.matches() && !hidden.group(1).equals(paths.name())) {
                cleanOther(
                        new RevisionPaths(paths.parent(), hidden.group(1)),
                        paths.parent().resolve(name),
                        now);
            }
        }
    }

    /** Times are those of the file system's clock, which may be that of another machine. */
    private void cleanOther(RevisionPaths other, Path seen, long now) throws IOException, InterruptedException {
        try {
            var top = other.topLock();
            var last =
                    Files.getLastModifiedTime(top == 0 ? seen : other.lock(top)).toMillis();
            if (now - last < OLD.toMillis()) {
                return;
            }
        } catch (NoSuchFileException e) {
            return;
        }
        var lock = new LockAttempt(other, "", settings).tryTakeAbandoned();
        if (lock.isPresent()) {
            delete(other, null);
            lock.get().finish();
        }
    }

    private static void delete(RevisionPaths paths, Path kept) throws IOException {
        for (var leftover : paths.leftovers()) {
            if (!leftover.equals(kept)) {
                Trees.discard(leftover, paths.trash(UUID.randomUUID().toString()));
            }
        }
    }
}
