package io.embeddingops.fetch;

import io.embeddingops.source.Location;
import java.util.Optional;
import okhttp3.HttpUrl;

/** A source of models on the network. */
public interface Origin {

    /** The location that it serves. */
    Location location();

    /**
     * The revision that the location refers to now, with its files.
     *
     * @param pinned the revision to list instead, because an earlier download resolved to it
     * @throws FetchException if it does not exist (for a bucket: is not what it was), is not accessible or not reachable
     */
    Listing list(Optional<String> pinned) throws FetchException;

    /**
     * The revision that the location refers to now; one request, not repeated.
     *
     * @throws FetchException as for {@link #list}
     */
    String current() throws FetchException;

    /** Value of the header {@code Authorization} of a request to that address; must be empty for hosts other than its own. */
    default Optional<String> authorization(HttpUrl url) {
        return Optional.empty();
    }
}
