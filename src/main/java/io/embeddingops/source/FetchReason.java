package io.embeddingops.source;

import java.util.Arrays;
import java.util.Optional;

/** Why a download failed. */
public enum FetchReason {
    /** The repository, revision, bucket or prefix does not exist, or is no longer what the service was made with. */
    MODEL_NOT_FOUND("ModelNotFound"),

    /** The token or the key is missing, wrong or lacks permission, or the repository is gated. */
    MODEL_UNAUTHORIZED("ModelUnauthorized"),

    /** The host cannot be reached: DNS, TCP, TLS, a proxy, or an address that is not allowed; or it keeps failing. */
    MODEL_UNREACHABLE("ModelUnreachable"),

    /** The bytes are not those that the source announced. */
    MODEL_CORRUPT("ModelCorrupt"),

    /** The model does not fit on the volume. */
    OUT_OF_SPACE("OutOfSpace"),

    /** The volume cannot be written for another reason, or the download has a bug. */
    FETCH_FAILED("FetchFailed");

    private final String text;

    FetchReason(String text) {
        this.text = text;
    }

    /** The reason of that name. */
    public static Optional<FetchReason> of(String text) {
        return Arrays.stream(values())
                .filter(reason -> reason.text.equals(text))
                .findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
