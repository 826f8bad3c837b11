package io.embeddingops.fetch;

import java.nio.file.Path;
import java.util.OptionalLong;

/** Whether a model fits on a volume. */
final class FreeSpace {

    private FreeSpace() {}

    /**
     * Fails if it does not.
     *
     * @param total size of the model
     * @param there bytes of it that are in the directory
     */
    static void check(Path directory, long total, long there) throws FetchException {
        var free = of(directory);
        if (free.isPresent() && total - there > free.getAsLong()) {
            throw StorageFailure.full(total, total - there, free.getAsLong());
        }
    }

    /** Bytes that this user may write; absent if the file system does not say it. */
    static OptionalLong of(Path directory) {
        // not FileStore, which needs the list of mounts: some containers have none that fits
        var file = directory.toFile();
        return file.getTotalSpace() == 0 ? OptionalLong.empty() : OptionalLong.of(file.getUsableSpace());
    }
}
