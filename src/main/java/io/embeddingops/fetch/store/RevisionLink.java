package io.embeddingops.fetch.store;

import io.embeddingops.source.CacheLayout;
import io.embeddingops.source.Location;
import io.embeddingops.source.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/** The symbolic link to the directory that a location and a selection were resolved to. */
final class RevisionLink {

    private static final String PARENT = "..";

    private final Path link;

    RevisionLink(Path link) {
        this.link = link;
    }

    static RevisionLink of(Path cache, Location location, Selection selection) {
        return new RevisionLink(cache.resolve(CacheLayout.link(location, selection)));
    }

    /** The directory, which may not exist; empty if there is no link, or one to elsewhere. */
    Optional<Path> target() throws IOException {
        if (!Files.isSymbolicLink(link)) {
            return Optional.empty();
        }
        var target = Files.readSymbolicLink(link);
        return target.getNameCount() == 2 && target.startsWith(PARENT)
                ? Optional.of(
                        link.getParent().resolveSibling(target.getFileName().toString()))
                : Optional.empty();
    }

    /** Makes the link refer to that directory. Others see the old link or the new one, never none. */
    void pointTo(Path directory) throws IOException {
        if (target().filter(directory::equals).isPresent()) {
            return;
        }
        Access.createDirectories(link.getParent());
        var next = link.resolveSibling("." + link.getFileName() + "." + UUID.randomUUID());
        Files.createSymbolicLink(next, Path.of(PARENT, directory.getFileName().toString()));
        try {
            Files.move(next, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
        Access.sync(link.getParent());
    }
}
