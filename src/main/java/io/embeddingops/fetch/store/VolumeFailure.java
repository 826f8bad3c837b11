package io.embeddingops.fetch.store;

import io.embeddingops.fetch.FetchException;
import io.embeddingops.source.FetchReason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Why a cache directory cannot be used, for users. */
public final class VolumeFailure {

    private static final Path SELF = Path.of("/proc/self");

    private VolumeFailure() {}

    /** Turns a failure to read or write below that directory into one with a remedy. */
    public static FetchException of(Path cache, IOException failure) {
        var text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("no space left") || text.contains("quota exceeded")) {
            return new FetchException(
                    FetchReason.OUT_OF_SPACE,
                    "the volume of " + cache + " is full: enlarge it, or remove what is unused with"
                            + " 'embedding-operator cache rm " + cache + " --unused'");
        }
        if (text.contains("read-only file system")) {
            return failed(cache
                    + " is on a read-only file system and does not contain this revision of the model: mount it writable,"
                    + " or download the model into it beforehand with 'embedding-operator fetch'");
        }
        if (failure instanceof AccessDeniedException || text.contains("operation not permitted")) {
            return failed("UID " + uid() + " has no access to " + at(cache, failure)
                    + ": set spec.pod.securityContext.fsGroup to the group that owns the volume, or give this user access to"
                    + " it");
        }
        return failed(at(cache, failure) + " cannot be used: " + why(failure));
    }

    private static FetchException failed(String message) {
        return new FetchException(FetchReason.FETCH_FAILED, message);
    }

    private static String at(Path cache, IOException failure) {
        return failure instanceof FileSystemException of && of.getFile() != null ? of.getFile() : cache.toString();
    }

    static String why(IOException failure) {
        if (failure instanceof FileSystemException of && of.getReason() != null) {
            return of.getReason();
        }
        return failure.getClass().getSimpleName() + (failure.getMessage() == null ? "" : ": " + failure.getMessage());
    }

    private static String uid() {
        try {
            return String.valueOf(Files.getAttribute(SELF, "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return System.getProperty("user.name");
        }
    }
}
