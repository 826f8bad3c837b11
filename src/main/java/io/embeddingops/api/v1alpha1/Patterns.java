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

    /** A name of a namespace, except for its maximum length. */
    public static final String DNS_LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

    /** An extended resource, such as that of a device plugin. */
    public static final String EXTENDED_RESOURCE = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*"
            + "/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$";

    /** An amount of a resource. Larger exponents are far beyond what Kubernetes can store. */
    public static final String QUANTITY =
            "^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([numkMGTPE]|[KMGTPE]i|[eE][-+]?[0-9]{1,2})?$";

    /** A key of a ConfigMap or Secret. */
    public static final String DATA_KEY = "^([-_a-zA-Z0-9]|[.][-_a-zA-Z0-9])[-._a-zA-Z0-9]*$";

    /** A reference of an image, with tag or digest or none. */
    public static final String IMAGE = "^[A-Za-z0-9][A-Za-z0-9_.-]*(:[0-9]+)?(/[A-Za-z0-9_.-]+)*"
            + "(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?(@sha256:[0-9a-f]{64})?$";

    /** A repository of a Hugging Face Hub, except for {@link #NO_REPO}. */
    public static final String REPO =
            "^([A-Za-z0-9_][A-Za-z0-9_.-]{0,95}/)?[A-Za-z0-9_]([A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?$";

    /** What the Hub allows nowhere in the name of a repository. */
    public static final String NO_REPO = "--|[.][.]|[-.]/|[.]git$";

    /** A commit, branch or tag, except for {@link #NO_REVISION}. */
    public static final String REVISION = "^[A-Za-z0-9_]([A-Za-z0-9._/+-]*[A-Za-z0-9_+-])?$";

    /** What Git allows nowhere in the name of a branch or tag. */
    public static final String NO_REVISION = "[.][.]|//|/[.]|[.]lock$";

    /** The URL of a service over HTTP, without user, query and fragment; a raw string in CEL, like all that contain a host. */
    public static final String HTTP_URL = "^https?://" + Patterns.HOST + "(/[A-Za-z0-9._~%!$&()*+,;=:@-]*)*$";

    /** The same without a path. */
    public static final String HTTP_HOST = "^https?://" + Patterns.HOST + "/?$";

    /** The URL of a proxy. */
    public static final String PROXY = "^http://" + Patterns.HOST + "/?$";

    /** A bucket with an optional prefix. */
    public static final String S3_URI = "^s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9._+@=-]+)*/?$";

    /** A region of an S3 service. */
    public static final String REGION = "^[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?$";

    /** A host name of an HTTPRoute, which can begin with a wildcard; an IP address ends with a number. */
    public static final String HOSTNAME = "^([*][.])?([a-z0-9]([-a-z0-9]*[a-z0-9])?[.])*[a-z]([-a-z0-9]*[a-z0-9])?$";

    /** The path in front of the API's own. */
    public static final String PATH_PREFIX = "^(/|(/[A-Za-z0-9._~-]+)+/?)$";

    /** The API's own path at the end of another one. */
    public static final String ENDS_WITH_V1 = "/v1/?$";

    /** A name or an address, with an optional port. */
    private static final String HOST =
            "([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\])(:[1-9][0-9]{0,4})?";

    private Patterns() {}
}
