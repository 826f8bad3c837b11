package io.embeddingops.fetch.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Locks of the operating system, which end with the process. */
interface OsLocks {

    /**
     * Locks an existing file and opens it.
     *
     * @return empty if it is locked
     * @throws java.nio.file.NoSuchFileException if there is no such file
     */
    Optional<LockedFile> tryLock(Path file) throws IOException;

    /** A locked file. */
    interface LockedFile extends AutoCloseable {

        /** Whether the file system has locks: otherwise the file is only open, and perhaps not only here. */
        boolean isExclusive();

        byte[] read() throws IOException;

        /** Replaces the content, which has the same length each time, and waits until it is stored. */
        void write(byte[] content) throws IOException;

        @Override
        void close();
    }
}
