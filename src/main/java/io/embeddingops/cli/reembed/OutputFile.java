package io.embeddingops.cli.reembed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A file that is continued. Only one process writes to it. */
final class OutputFile implements AutoCloseable {

    private final String name;
    private final FileChannel channel;

    private OutputFile(String name, FileChannel channel) {
        this.name = name;
        this.channel = channel;
    }

    /**
     * Opens the file and removes what was written after the last saved state.
     *
     * @param option the option that names it
     * @param length how long it must be at least; 0 for a new file
     * @param resumed whether there is a saved state
     */
    static OutputFile open(String option, Path path, long length, boolean resumed) throws ReembedException {
        var name = option + "=" + path;
        try {
            var file =
                    new OutputFile(name, FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            file.prepare(length, resumed);
            return file;
        } catch (IOException e) {
            throw new ReembedException(name + " cannot be written: " + e.getMessage());
        }
    }

    private void prepare(long length, boolean resumed) throws IOException, ReembedException {
        var problem = problem(length, resumed);
        if (problem.isPresent()) {
            channel.close();
            throw new ReembedException(name + problem.get());
        }
        channel.truncate(length);
        channel.position(length);
    }

    private Optional<String> problem(long length, boolean resumed) throws IOException {
        if (!lock()) {
            return Optional.of(" is written by another process: wait until it has ended");
        } else if (!resumed && channel.size() > 0) {
            return Optional.of(
                    " is not empty, and there is no saved state (--resume) that belongs to it: remove it or name"
                            + " another file");
        } else if (channel.size() < length) {
            return Optional.of(" has " + channel.size() + " bytes, but the saved state (--resume) says " + length
                    + ": name the file of the earlier run, or remove both files and start again");
        }
        return Optional.empty();
    }

    /** Some file systems cannot lock; there it is up to the user. */
    private boolean lock() {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Appends the text and returns the new length. */
    long append(String text) throws ReembedException {
        try {
            var content = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (content.hasRemaining()) {
                channel.write(content);
            }
            return channel.position();
        } catch (IOException e) {
            throw new ReembedException(name + " cannot be written: " + e.getMessage());
        }
    }

    /** Makes everything so far survive a crash of the machine. */
    void force() throws ReembedException {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw new ReembedException(name + " cannot be written: " + e.getMessage());
        }
    }

    @Override
    public void close() throws ReembedException {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ReembedException(name + " cannot be written: " + e.getMessage());
        }
    }
}
