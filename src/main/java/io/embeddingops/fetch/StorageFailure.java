package io.embeddingops.fetch;

import io.embeddingops.fetch.store.VolumeFailure;
import io.embeddingops.source.FetchReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a failed write means. */
final class StorageFailure {

    /** The texts of ENOSPC and EDQUOT. */
    private static final Pattern FULL = Pattern.compile("(?i)no space left|quota exceeded");

    private StorageFailure() {}

    /**
     * The failure of a write.
     *
     * @param total size of the model
     */
    static FetchException of(IOException failure, Path directory, long total) {
        if (FULL.matcher(String.valueOf(failure.getMessage())).find()) {
            return full(total, total, FreeSpace.of(directory).orElse(0));
        }
        return VolumeFailure.of(directory, failure);
    }

    /**
     * The model does not fit.
     *
     * @param total size of the model
     * @param needed what is missing of it
     */
    static FetchException full(long total, long needed, long free) {
        return new FetchException(
                FetchReason.OUT_OF_SPACE,
                "the model needs " + ByteText.of(needed) + ", but the volume has only " + ByteText.of(free)
                        + " free: use a larger volume (model.cache), or leave files out with exclude",
                total);
    }
}
