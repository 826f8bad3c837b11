package io.embeddingops.fetch.store;

import io.embeddingops.fetch.store.CacheEntry.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which services use a revision, and since when: {@code .uses/REVISION/NAMESPACE_NAME} beside it, whose time is the last use. */
final class Uses {

    static final String DIRECTORY = ".uses";

    private static final Pattern USER = Pattern.compile("[a-z0-9][a-z0-9.-]*/[a-z0-9][a-z0-9.-]*");

    private Uses() {}

    static void record(Path revision, String user) throws IOException {
        if (!USER.matcher(user).matches()) {
            throw new IllegalArgumentException("a user of a cache is NAMESPACE/NAME, not '" + user + "'");
        }
        var directory = directory(revision);
        Access.createDirectories(directory);
        var file = directory.resolve(user.replace('/', '_'));
        if (Files.exists(file) && Files.isWritable(file)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } else {
            // that of another user ID is replaced
            Files.deleteIfExists(file);
            Files.createFile(file);
            Access.open(file);
        }
    }

    static List<Use> of(Path revision) throws IOException {
        var uses = new ArrayList<Use>();
        for (var name : Trees.names(directory(revision))) {
            var last = Files.getLastModifiedTime(directory(revision).resolve(name));
            uses.add(new Use(name.replace('_', '/'), last.toInstant()));
        }
        return uses;
    }

    static void forget(Path revision) throws IOException {
        Trees.delete(directory(revision));
    }

    private static Path directory(Path revision) {
        return revision.resolveSibling(DIRECTORY).resolve(revision.getFileName());
    }
}
