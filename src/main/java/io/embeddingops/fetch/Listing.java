package io.embeddingops.fetch;

import java.util.List;

/**
 * The files of a resolved revision.
 *
 * @param revision the commit, or the digest of a bucket's listing: the same name always means the same bytes
 * @param files all files that the source has, in the order of their paths
 */
public record Listing(String revision, List<RemoteFile> files) {

    public Listing {
        files = List.copyOf(files);
    }
}
