package io.embeddingops.api.v1alpha1;

/** Regular expressions that both the CRD's CEL rules and the planner use; so they hold what RE2 and Java understand alike. */
public final class Patterns {

    /** What Kubernetes asks of a Service's name, but for its length. */
    public static final String NAME = "^[a-z]([-a-z0-9]*[a-z0-9])?$";

    /** An absolute directory. */
    public static final String DIRECTORY = "^(/[A-Za-z0-9._+@=-]+)+/?$";

    /** A segment '.' or '..' in an absolute path. */
    public static final String DOTS = "/[.]{1,2}(/|$)";

    /** The ending of an archive. */
    public static final String ARCHIVE = "(?i)[.](zip|tar|tgz|tar[.]gz|gz|bz2|xz|zst|7z|rar)/?$";

    /** What clients put in {@code model}. */
    public static final String SERVED_NAME = "^[A-Za-z0-9][A-Za-z0-9._+@=/-]*$";

    /** A segment '..' in a relative path. */
    public static final String PARENT = "(^|/)[.][.](/|$)";

    /** The id of a vector space. */
    public static final String VECTOR_SPACE = "^vs-[0-9a-f]{12}$";

    private Patterns() {}
}
