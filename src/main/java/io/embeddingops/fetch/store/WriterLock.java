package io.embeddingops.fetch.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The lock of this writer on a revision. It is renewed until it is closed, or until another writer has taken it over, because
 * this process was stopped for too long.
 */
final class WriterLock implements AutoCloseable {

    private final RevisionPaths paths;
    private final long number;
    private final OsLocks.LockedFile locked;
    private final StoreTimes times;
    private final CountDownLatch closed = new CountDownLatch(1);
    private LockRecord content;

    /** Takes over a lock file that this writer has created and filled. */
    WriterLock(RevisionPaths paths, long number, OsLocks.LockedFile locked, LockRecord content, StoreTimes times) {
        this.paths = paths;
        this.number = number;
        this.locked = locked;
        this.content = content;
        this.times = times;
        var heartbeat = new Thread(this::renew, "cache-lock");
        heartbeat.setDaemon(true);
        heartbeat.start();
    }

    /** Name of the staging directory. */
    String staging() {
        return content.staging();
    }

    Path file() {
        return paths.lock(number);
    }

    /** Whether another writer has taken the lock over. */
    boolean isLost() {
        try {
            return paths.topLock() != number;
        } catch (IOException e) {
            // unknown: whoever publishes looks again
            return false;
        }
    }

    /** Ends the lock. Another writer may go on in the staging directory at once. */
    @Override
    public void close() {
        end(false);
    }

    /** Ends the lock and deletes its file: the revision is complete. */
    void finish() {
        end(true);
    }

    private synchronized void end(boolean delete) {
        if (closed.getCount() == 0) {
            return;
        }
        closed.countDown();
        try {
            if (!isLost()) {
                if (delete) {
                    Files.deleteIfExists(paths.lock(number));
                } else {
                    locked.write(content.release().bytes());
                }
            }
        } catch (IOException e) {
            // others find out by the lock of the operating system, or as the lock is not renewed
        } finally {
            locked.close();
        }
    }

    private void renew() {
        try {
            while (!closed.await(times.heartbeat().toMillis(), TimeUnit.MILLISECONDS) && !isLost()) {
                beat();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void beat() {
        if (closed.getCount() == 0) {
            return;
        }
        try {
            content = content.next();
            locked.write(content.bytes());
        } catch (IOException e) {
            // tried again with the next beat: a full volume or a file server that is away for a moment
        }
    }
}
