package io.embeddingops.source;

/**
 * The directories of a cache:
 *
 * <pre>
 * hf/ORG--NAME/COMMIT/              the files of a revision, and .complete, which is written last
 * hf/ORG--NAME/refs/REVISION        a symbolic link to the directory of the commit that this revision was resolved to
 * s3/HOST/BUCKET--PREFIX/DIGEST/    the same for a bucket; the digest is that of the listing
 * s3/HOST/BUCKET--PREFIX/refs/listing
 * </pre>
 *
 * A selection of files other than the default adds {@code +} and eight digits to the names of directory and link.
 */
public final class CacheLayout {

    private CacheLayout() {}

    /** The directory of a resolved revision, relative to the cache. */
    public static String revision(Location location, Selection selection, String resolved) {
        return location.directory() + "/" + PathSegment.escape(resolved) + selection.suffix();
    }

    /** The link to the directory to serve, relative to the cache: its name is known before the revision is resolved. */
    public static String link(Location location, Selection selection) {
        return location.directory() + "/refs/" + PathSegment.escape(location.revision()) + selection.suffix();
    }
}
