package io.embeddingops.fetch.store;

import io.embeddingops.source.CacheLayout;
import io.embeddingops.source.Location;
import io.embeddingops.source.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The paths that belong to a revision. Those of its writers are hidden and beside its directory, on the same file system:
 *
 * <pre>
 * NAME/                   the complete revision
 * .NAME.lock-N            the lock; the highest number counts
 * .NAME.partial-NONCE/    a writer's staging directory
 * .NAME.trash-NONCE/      what is being deleted
 * </pre>
 *
 * @param parent directory of the location
 * @param name of the revision's directory
 */
record RevisionPaths(Path parent, String name) {

    static final String LOCK = ".lock-";
    static final String PARTIAL = ".partial-";
    static final String TRASH = ".trash-";

    static RevisionPaths of(Path cache, Location location, Selection selection, String resolved) {
        return of(cache.resolve(CacheLayout.revision(location, selection, resolved)));
    }

    static RevisionPaths of(Path directory) {
        return new RevisionPaths(directory.getParent(), directory.getFileName().toString());
    }

    Path directory() {
        return parent.resolve(name);
    }

    Path lock(long number) {
        return parent.resolve("." + name + LOCK + number);
    }

    Path staging(String nonce) {
        return parent.resolve("." + name + PARTIAL + nonce);
    }

    Path trash(String nonce) {
        return parent.resolve("." + name + TRASH + nonce);
    }

    /** Number of the lock that counts; 0 if there is none. */
    long topLock() throws IOException {
        return lockNumbers().max().orElse(0);
    }

    List<Path> locksBelow(long limit) throws IOException {
        return lockNumbers()
                .filter(number -> number < limit)
                .mapToObj(this::lock)
                .toList();
    }

    private LongStream lockNumbers() throws IOException {
        var prefix = "." + name + LOCK;
        return Trees.names(parent).stream()
                .filter(file -> file.startsWith(prefix))
                .map(file -> file.substring(prefix.length()))
                .filter(number -> number.matches("[1-9][0-9]{0,17}"))
                .mapToLong(Long::parseLong);
    }

    /** Staging directories of all writers, and what was being deleted when its writer died. */
    List<Path> leftovers() throws IOException {
        return Trees.names(parent).stream()
                .filter(file -> file.startsWith("." + name + PARTIAL) || file.startsWith("." + name + TRASH))
                .map(parent::resolve)
                .toList();
    }
}
