package io.embeddingops.fetch.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * Attempts of one writer to get the lock on a revision.
 *
 * <p>The lock is a file with a number. A writer takes it by creating the file with the next number, of which the file system
 * lets only one succeed. It may do so if there is no lock, or if its owner has ended or is dead:
 *
 * <ul>
 *   <li>it has released the lock, or it ran on this node and its lock of the operating system is free;
 *   <li>otherwise if the lock was not renewed for {@link StoreTimes#dead()}: locks of the operating system may not reach other
 *       nodes, and a process that is stopped keeps them.
 * </ul>
 */
final class LockAttempt {

    private static final int TRIES = 100;
    private static final long PAUSE_MILLISECONDS = 20;

    private final RevisionPaths paths;
    private final String source;
    private final LockSettings settings;
    private final Stillness stillness;
    private boolean held;
    private Optional<LockRecord> owner = Optional.empty();

    LockAttempt(RevisionPaths paths, String source, LockSettings settings) {
        this.paths = paths;
        this.source = source;
        this.settings = settings;
        this.stillness = new Stillness(settings.times());
    }

    /** The writer that had the lock at the last attempt, for messages. */
    Optional<LockRecord> owner() {
        return owner;
    }

    /** Whether the owner has renewed the lock between two attempts, or has the lock of the operating system. */
    boolean isOwnerAlive() {
        return held || stillness.hasMoved();
    }

    /** Takes the lock if that is possible now. */
    Optional<WriterLock> tryTake() throws IOException, InterruptedException {
        return tryTake(false);
    }

    /** Takes the lock of an owner that is known not to have renewed it for long, unless its lock of the operating system is held. */
    Optional<WriterLock> tryTakeAbandoned() throws IOException, InterruptedException {
        return tryTake(true);
    }

    private Optional<WriterLock> tryTake(boolean abandoned) throws IOException, InterruptedException {
        var top = paths.topLock();
        if (top == 0) {
            return create(1, nonce());
        }
        var file = paths.lock(top);
        try (var locked = settings.locks().tryLock(file).orElse(null)) {
            var bytes = locked == null ? Files.readAllBytes(file) : locked.read();
            held = locked == null;
            owner = LockRecord.read(bytes);
            var still = stillness.observe(top, bytes);
            if (hasEnded(locked)) {
                return create(top + 1, owner.orElseThrow().staging());
            }
            return still || abandoned && locked != null ? create(top + 1, nonce()) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private boolean hasEnded(OsLocks.LockedFile locked) {
        if (owner.isEmpty()) {
            return false;
        }
        var sameNode = owner.get().kernel().equals(settings.host().kernel());
        return owner.get().released() || locked != null && locked.isExclusive() && sameNode;
    }

    private Optional<WriterLock> create(long number, String staging) throws IOException, InterruptedException {
        var file = paths.lock(number);
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            return Optional.empty();
        }
        Access.open(file);
        var locked = lock(number);
        if (locked.isEmpty()) {
            return Optional.empty();
        }
        var host = settings.host();
        var content = new LockRecord(nonce(), host.kernel(), host.name(), source, staging, 0, false);
        try {
            locked.get().write(content.bytes());
        } catch (IOException e) {
            Files.deleteIfExists(file);
            locked.get().close();
            throw e;
        }
        if (paths.topLock() != number) {
            Files.deleteIfExists(file);
            locked.get().close();
            return Optional.empty();
        }
        for (var lower : paths.locksBelow(number)) {
            Files.deleteIfExists(lower);
        }
        return Optional.of(new WriterLock(paths, number, locked.get(), content, settings.times()));
    }

    /** Others lock the file for a moment, to see whether its owner lives. */
    private Optional<OsLocks.LockedFile> lock(long number) throws IOException, InterruptedException {
        for (var tries = 0; tries < TRIES; tries++) {
            try {
                var locked = settings.locks().tryLock(paths.lock(number));
                if (locked.isPresent()) {
                    return locked;
                }
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
            Thread.sleep(PAUSE_MILLISECONDS);
        }
        return Optional.empty();
    }

    private static String nonce() {
        return UUID.randomUUID().toString();
    }

    /** How long a lock was not renewed, by the time that this process has watched it. */
    private static final class Stillness {

        private final StoreTimes times;
        private long number;
        private byte[] content = {};
        private long last;
        private long still;
        private boolean moved;

        Stillness(StoreTimes times) {
            this.times = times;
        }

        boolean hasMoved() {
            return moved;
        }

        /** Counts at most two polls per call: if this process was stopped, so may have been the owner. */
        boolean observe(long top, byte[] bytes) {
            var now = System.nanoTime();
            if (number == top && Arrays.equals(content, bytes)) {
                still += Math.min(now - last, 2 * times.poll().toNanos());
            } else {
                moved = number != 0;
                number = top;
                content = bytes;
                still = 0;
            }
            last = now;
            return still >= times.dead().toNanos();
        }
    }
}
