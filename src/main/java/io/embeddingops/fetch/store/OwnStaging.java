package io.embeddingops.fetch.store;

import io.embeddingops.fetch.FetchException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The staging directory of the writer that has the lock. */
final class OwnStaging implements Staging {

    private final Path cache;
    private final RevisionPaths paths;
    private final RevisionLink link;
    private final WriterLock lock;
    private final String source;
    private final String revision;
    private final Path directory;

    private OwnStaging(
            Path cache, RevisionPaths paths, RevisionLink link, WriterLock lock, String source, String revision) {
        this.cache = cache;
        this.paths = paths;
        this.link = link;
        this.lock = lock;
        this.source = source;
        this.revision = revision;
        this.directory = paths.staging(lock.staging());
    }

    static Staging begin(
            Path cache, RevisionPaths paths, RevisionLink link, WriterLock lock, String source, String revision)
            throws IOException {
        var staging = new OwnStaging(cache, paths, link, lock, source, revision);
        Access.createDirectories(staging.directory);
        Access.probe(staging.directory);
        staging.dropUnwritable();
        return staging;
    }

    @Override
    public Optional<Found> completed() {
        return Optional.empty();
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public boolean isLost() {
        return lock.isLost();
    }

    @Override
    public Optional<Found> publish(List<StoredFile> files) throws FetchException {
        var complete = CompleteFile.of(source, revision, files);
        try {
            if (!lock.isLost()) {
                store(complete);
                move();
            }
            return published();
        } catch (IOException e) {
            if (lock.isLost()) {
                return Optional.empty();
            }
            throw VolumeFailure.of(cache, e);
        }
    }

    @Override
    public void close() {
        try {
            if (lock.isLost()) {
                Trees.discard(directory, paths.trash(UUID.randomUUID().toString()));
            } else if (Files.isDirectory(directory)) {
                for (var path : Trees.contents(directory)) {
                    Access.open(path);
                }
            }
        } catch (IOException e) {
            // the next writer deletes what it has no access to
        } finally {
            lock.close();
        }
    }

    private void store(CompleteFile complete) throws IOException {
        var kept = complete.files().stream()
                .map(file -> directory.resolve(file.path()))
                .collect(Collectors.toSet());
        deleteOthers(kept);
        var damage = complete.damage(directory);
        if (damage.isPresent()) {
            throw new IOException("the download is incomplete, which is a bug: " + damage.get());
        }
        complete.write(directory);
        for (var path : Trees.contents(directory)) {
            Access.open(path);
            Access.sync(path);
        }
    }

    private void move() throws IOException {
        var trash = paths.trash(UUID.randomUUID().toString());
        if (intact().isEmpty()) {
            Trees.discard(paths.directory(), trash);
        }
        try {
            Files.move(directory, paths.directory(), StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(paths.directory()) || !Files.isDirectory(directory)) {
                throw e;
            }
            // another writer was first: published() looks whether it is complete
        }
        Access.sync(paths.parent());
    }

    private Optional<Found> published() throws IOException {
        var complete = intact();
        if (complete.isEmpty()) {
            return Optional.empty();
        }
        var found = complete.get().found(paths.directory());
        link.pointTo(found.directory());
        lock.finish();
        return Optional.of(found);
    }

    /** The revision that is published already, unless its files are not those that it lists. */
    private Optional<CompleteFile> intact() throws IOException {
        var complete = CompleteFile.read(paths.directory());
        return complete.isPresent() && complete.get().damage(paths.directory()).isEmpty() ? complete : Optional.empty();
    }

    private void deleteOthers(Set<Path> kept) throws IOException {
        for (var path : Trees.contents(directory)) {
            if (Files.isDirectory(path)) {
                Trees.deleteIfEmpty(path, directory);
            } else if (!kept.contains(path)) {
                Files.delete(path);
            }
        }
    }

    /** A writer with another user ID may have been killed before it could give the group access to its files. */
    private void dropUnwritable() throws IOException {
        for (var path : Trees.contents(directory)) {
            if (!Files.isWritable(path)) {
                Trees.delete(path);
            }
        }
    }
}
