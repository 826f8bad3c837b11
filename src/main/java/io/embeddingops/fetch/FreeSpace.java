package io.embeddingops.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a model fits on a volume. */
final class FreeSpace {

    private FreeSpace() {}

    /**
     * Fails if it does not.
     *
     * @param total size of the model
     * @param there bytes of it that are in the directory
     */
    static void check(Path directory, long total, long there) throws IOException, FetchException {
        var free = Files.getFileStore(directory).getUsableSpace();
        if (total - there > free) {
            throw StorageFailure.full(total - there, free);
        }
    }
}
