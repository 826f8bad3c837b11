package io.embeddingops.fetch.store;

import io.embeddingops.fetch.FetchException;
import io.embeddingops.fetch.store.CacheEntry.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is in a cache. Reading it changes nothing. */
public final class CacheContents {

    private static final String REFS = "refs";

    private final Path cache;
    private final LockSettings settings;

    public CacheContents(Path cache) {
        this(cache, LockSettings.standard(StoreTimes.STANDARD));
    }

    CacheContents(Path cache, LockSettings settings) {
        this.cache = cache.toAbsolutePath().normalize();
        this.settings = settings;
    }

    /** All revisions, also those that are not complete, by model and revision. */
    public List<CacheEntry> list() throws FetchException {
        try {
            var entries = new ArrayList<CacheEntry>();
            for (var location : locations()) {
                for (var name : revisions(location)) {
                    entries.add(entry(new RevisionPaths(location, name)));
                }
            }
            entries.sort(Comparator.comparing(CacheEntry::reference));
            return entries;
        } catch (IOException e) {
            throw VolumeFailure.of(cache, e);
        }
    }

    /** {@code hf/ORG--NAME} and {@code s3/HOST/BUCKET--PREFIX}. */
    private List<Path> locations() throws IOException {
        var found = new ArrayList<>(directories(cache.resolve("hf")));
        for (var host : directories(cache.resolve("s3"))) {
            found.addAll(directories(host));
        }
        return found;
    }

    private static List<Path> directories(Path parent) throws IOException {
        return Trees.names(parent).stream()
                .filter(name -> !name.startsWith("."))
                .map(parent::resolve)
                .filter(Files::isDirectory)
                .toList();
    }

    private static TreeSet<String> revisions(Path location) throws IOException {
        var names = directories(location).stream()
                .map(path -> path.getFileName().toString())
                .filter(name -> !name.equals(REFS))
                .collect(Collectors.toCollection(TreeSet::new));
        for (var name : Trees.names(location)) {
            var hidden = Leftovers.HIDDEN.matcher(name);
            if (hidden.matches()) {
                names.add(hidden.group(1));
            }
        }
        return names;
    }

    private CacheEntry entry(RevisionPaths paths) throws IOException {
        var directory = paths.directory();
        var complete = CompleteFile.read(directory);
        var uses = Uses.of(directory);
        if (complete.isPresent() && complete.get().damage(directory).isEmpty()) {
            var model = model(paths, Optional.ofNullable(complete.get().source()));
            var files = complete.get().files().size();
            return new CacheEntry(
                    model, paths.name(), State.COMPLETE, complete.get().bytes(), files, uses, directory);
        }
        var lock = new LockObservation(paths, settings);
        var model = model(
                paths, complete.map(CompleteFile::source).or(() -> lock.owner().map(LockRecord::source)));
        var state = lock.isAlive() ? State.BEING_WRITTEN : State.PARTIAL;
        return new CacheEntry(model, paths.name(), state, size(paths), 0, uses, directory);
    }

    private static long size(RevisionPaths paths) throws IOException {
        var sum = Trees.size(paths.directory());
        for (var leftover : paths.leftovers()) {
            sum += Trees.size(leftover);
        }
        return sum;
    }

    /** Without the revision: that of a Hub, which says what the revision was called when it was downloaded. */
    private String model(RevisionPaths paths, Optional<String> source) {
        var text = source.filter(known -> !known.isEmpty())
                .orElseGet(() -> cache.relativize(paths.parent()).toString());
        return text.startsWith("hf://") ? text.replaceFirst("@.*", "") : text;
    }
}
