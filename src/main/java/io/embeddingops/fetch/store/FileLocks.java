package io.embeddingops.fetch.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Locks of the operating system.
 *
 * <p>A process loses its lock on a file when it closes any descriptor of that file. So this process opens each lock file once at
 * a time, and a second attempt finds it locked.
 */
final class FileLocks implements OsLocks {

    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    @Override
    public Optional<LockedFile> tryLock(Path file) throws IOException {
        var key = file.toRealPath();
        if (!OPEN.add(key)) {
            return Optional.empty();
        }
        Optional<LockedFile> locked = Optional.empty();
        try {
            locked = open(key);
            return locked;
        } finally {
            if (locked.isEmpty()) {
                OPEN.remove(key);
            }
        }
    }

    private static Optional<LockedFile> open(Path key) throws IOException {
        var channel = FileChannel.open(key, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(new Locked(key, channel, true));
            }
        } catch (IOException e) {
            return Optional.of(new Locked(key, channel, false));
        }
        channel.close();
        return Optional.empty();
    }

    private record Locked(Path key, FileChannel channel, boolean isExclusive) implements LockedFile {

        @Override
        public byte[] read() throws IOException {
            channel.position(0);
            return Channels.newInputStream(channel).readAllBytes();
        }

        @Override
        public void write(byte[] content) throws IOException {
            channel.write(ByteBuffer.wrap(content), 0);
            channel.force(false);
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // the descriptor is closed all the same, and the lock ends with it
            } finally {
                OPEN.remove(key);
            }
        }
    }
}
