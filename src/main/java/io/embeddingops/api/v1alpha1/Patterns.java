package io.embeddingops.api.v1alpha1;

/** Regular expressions shared by the CRD's CEL rules (RE2) and the planner (Java), with syntax that both support. */
public final class Patterns {

    /** The name of a Service, except for its maximum length. */
    public static final String NAME = "^[a-z]([-a-z0-9]*[a-z0-9])?$";

    /** An absolute directory. */
    public static final String DIRECTORY = "^(/[A-Za-z0-9._+@=-]+)+/?$";

    /** A segment '.' or '..' in an absolute path. */
    public static final String DOTS = "/[.]{1,2}(/|$)";

    /** A file name with the extension of an archive. */
    public static final String ARCHIVE = "(?i)[.](zip|tar|tgz|tar[.]gz|gz|bz2|xz|zst|7z|rar)/?$";

    /** The model name that clients send. */
    public static final String SERVED_NAME = "^[A-Za-z0-9][A-Za-z0-9._+@=/-]*$";

    /** A segment '..' in a relative path. */
    public static final String PARENT = "(^|/)[.][.](/|$)";

    /** The id of a vector space. */
    public static final String VECTOR_SPACE = "^vs-[0-9a-f]{12}$";

    /** A name of an object in a cluster, except for its maximum length. */
    public static final String DNS_NAME = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    /** An extended resource, such as that of a device plugin. */
    public static final String EXTENDED_RESOURCE = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*"
            + "/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$";

    /** An amount of a resource. Larger exponents are far beyond what Kubernetes can store. */
    public static final String QUANTITY =
            "^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([numkMGTPE]|[KMGTPE]i|[eE][-+]?[0-9]{1,2})?$";

    private Patterns() {}
}
