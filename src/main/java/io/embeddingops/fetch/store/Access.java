package io.embeddingops.fetch.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Directories and files that others with the same group can write, whatever the umask of this process is. */
final class Access {

    private static final int DIRECTORY = 0775;
    private static final int FILE = 0664;

    /** Set-group-ID and sticky bit of a directory: new files get the directory's group, which is that of the volume. */
    private static final int KEPT = 07000;

    private static final String MODE = "unix:mode";

    private Access() {}

    /** Creates a directory and those above it. */
    static void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        if (directory.getParent() != null) {
            createDirectories(directory.getParent());
        }
        try {
            Files.createDirectory(directory);
            open(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    /** Gives the group of a file or directory of this process the same rights. Those of others are left alone. */
    static void open(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return;
        }
        var mode = (int) Files.getAttribute(path, MODE, LinkOption.NOFOLLOW_LINKS);
        var wanted = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? mode & KEPT | DIRECTORY : FILE;
        if ((mode & (KEPT | 0777)) != wanted && Files.isWritable(path)) {
            try {
                Files.setAttribute(path, MODE, wanted);
            } catch (IOException e) {
                // belongs to another user, or the file system has no rights of its own: it is used as it is
            }
        }
    }

    /** Fails if this process cannot write into a directory. */
    static void probe(Path directory) throws IOException {
        var probe = directory.resolve(".probe-" + UUID.randomUUID());
        Files.createFile(probe);
        Files.delete(probe);
    }

    /** Waits until a file or a directory is stored. */
    static void sync(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            if (!Files.isDirectory(path)) {
                throw e;
            }
            // not every file system has this for directories
        }
    }
}
