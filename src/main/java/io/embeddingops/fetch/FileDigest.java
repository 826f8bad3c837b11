package io.embeddingops.fetch;

/**
 * The digest that a source announces for a file.
 *
 * @param algorithm how it is computed
 * @param hex in lower-case hexadecimal digits
 */
public record FileDigest(Algorithm algorithm, String hex) {

    /** How a digest is computed. */
    public enum Algorithm {
        /** SHA-256 of the content. */
        SHA256,
        /** SHA-1 of {@code "blob SIZE\0"} and the content, as Git names its blobs. */
        GIT_BLOB
    }
}
