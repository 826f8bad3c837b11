package io.embeddingops.fetch.store;

import io.embeddingops.fetch.FetchException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The right to write a revision: one writer has it at a time, until it is closed. */
public interface Staging extends AutoCloseable {

    /** The revision, if another writer has completed it meanwhile: then there is nothing to write. */
    Optional<Found> completed();

    /** The directory to write into; has what an earlier writer of the same revision has left. */
    Path directory();

    /**
     * Whether another writer has taken over, because this process did not run for a minute. Its directory is gone; open another
     * staging, which waits for the other writer.
     */
    boolean isLost();

    /**
     * Makes the files the complete revision, stores them and makes the link refer to them.
     *
     * @param files all files that were written, with their digests; others in the directory are deleted
     * @return the revision, perhaps that of another writer; empty if this one is {@link #isLost() lost} and the other one is not done
     */
    Optional<Found> publish(List<StoredFile> files) throws FetchException;

    /** Ends the right. The next writer goes on with what is in the directory. */
    @Override
    void close();
}
