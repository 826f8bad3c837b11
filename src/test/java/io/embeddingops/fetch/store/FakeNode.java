package io.embeddingops.fetch.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A node whose locks of the operating system do not reach other nodes, and whose processes can be killed and stopped. */
final class FakeNode {

    static final StoreTimes QUICK = new StoreTimes(
            Duration.ofMillis(30), Duration.ofMillis(900), Duration.ofMillis(10), Duration.ofMillis(100));

    private final String kernel;
    private final Map<Path, Process> held = new HashMap<>();

    FakeNode(String kernel) {
        this.kernel = kernel;
    }

    Process process(String name) {
        return new Process(name);
    }

    /** A process on the node. */
    final class Process implements OsLocks {

        private final String name;
        private volatile boolean running = true;

        private Process(String name) {
            this.name = name;
        }

        LockSettings settings() {
            return new LockSettings(new Host(kernel, name), this, QUICK);
        }

        /** Its locks end without being released. */
        void kill() {
            running = false;
            synchronized (held) {
                held.values().removeIf(this::equals);
            }
        }

        /** Keeps its locks and does not renew them. */
        void stop() {
            running = false;
        }

        void resume() {
            running = true;
        }

        @Override
        public Optional<LockedFile> tryLock(Path file) throws IOException {
            synchronized (held) {
                if (!Files.exists(file)) {
                    throw new NoSuchFileException(file.toString());
                }
                return held.putIfAbsent(file, this) == null ? Optional.of(new Locked(file)) : Optional.empty();
            }
        }

        private final class Locked implements LockedFile {

            private final Path file;

            private Locked(Path file) {
                this.file = file;
            }

            @Override
            public boolean isExclusive() {
                return true;
            }

            @Override
            public byte[] read() throws IOException {
                return Files.readAllBytes(file);
            }

            @Override
            public void write(byte[] content) throws IOException {
                if (running && Files.exists(file)) {
                    Files.write(file, content);
                }
            }

            @Override
            public void close() {
                synchronized (held) {
                    held.remove(file, Process.this);
                }
            }
        }
    }
}
