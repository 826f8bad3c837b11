package io.embeddingops.api.v1alpha1;

/** Messages shared by the CRD's CEL rules and the planner, so that both report an error in the same words. */
public final class Messages {

    public static final String NAME = "metadata.name must be a DNS label: at most 63 characters, lower-case letters,"
            + " digits and '-', starting with a letter and ending with a letter or digit, because the Deployment and"
            + " the Service have the same name";
    public static final String PATH = "must be an absolute directory path such as /models/Qwen3-Embedding-0.6B, made of"
            + " letters, digits and . _ + @ = - between single slashes";
    public static final String DOTS = "must not contain the path segments '.' or '..'";
    public static final String ARCHIVE = "must be the unpacked model directory, not an archive: unpack it and use the"
            + " directory that contains config.json";
    public static final String ONE_SOURCE =
            "must have exactly one source: image, huggingFace, s3, persistentVolumeClaim or" + " hostPath";
    public static final String SERVED_NAME = "must start with a letter or digit and contain only letters, digits and"
            + " . _ + @ = / - ; ':' is not allowed because SGLang reads it as base:adapter";
    public static final String SUB_PATH = "must be a relative path without '..', inside the volume";
    public static final String GPU_ON_CPU =
            "spec.gpu must not be set when spec.device is cpu: remove it or set spec.device to gpu";
    public static final String ROLLOUT_STUCK =
            "spec.rollout.maxSurge and spec.rollout.maxUnavailable must not both be 0:" + " no pod could be replaced";
    public static final String CHECK_TIMEOUT = "must be at least 2 seconds: SGLang's /health embeds a token and always"
            + " takes about 1 second, so a shorter timeout would restart healthy servers";
    public static final String STARTUP_TIMEOUT =
            "spec.health.startupTimeoutSeconds must be greater than" + " spec.health.checkTimeoutSeconds (default 20)";

    public static final String PROMPT_NAME = "must have names of 1 to 64 characters: rename the prompt";

    public static final String MIN_COSINE = "must be from 0.5 to 1";

    public static final String TRANSITION_UNVERIFIED = "SideBySide needs verification, which tells whether a change"
            + " changes the vectors: set spec.verification.mode to Warn or Enforce, or spec.vectorSpace.transition to"
            + " InPlace";
    public static final int MAX_TRANSITION_NAME = 58;
    public static final String TRANSITION_NAME = "metadata.name must have at most " + MAX_TRANSITION_NAME
            + " characters with spec.vectorSpace.transition SideBySide, because a Service has the same name with the"
            + " suffix -next: choose a shorter name";
    public static final String FALLBACK_UNVERIFIED = "needs verification, which shows whether its servers return the"
            + " same vectors: set spec.verification.mode to Warn or Enforce, or remove spec.fallback";
    public static final int MAX_FALLBACK_NAME = 54;
    public static final String FALLBACK_NAME = "metadata.name must have at most " + MAX_FALLBACK_NAME
            + " characters with spec.fallback, because its pods have a label with the same name and the suffix"
            + " -fallback: choose a shorter name";
    public static final String FALLBACK_DEVICE =
            "must be cpu: remove it, or set it to cpu; servers with a GPU are those of spec.replicas";

    public static final String QUANTITY =
            "must be a quantity: a number with an optional unit, such as 2, 500m, 12G or 4Gi";
    public static final String DNS_NAME = "must be a DNS name: at most 253 lower-case letters, digits, '-' and '.',"
            + " starting and ending with a letter or digit";
    public static final String DNS_LABEL =
            "must be a DNS label: at most 63 lower-case letters, digits and '-', starting"
                    + " and ending with a letter or digit";
    public static final String EXTENDED_RESOURCE = "must be an extended resource such as nvidia.com/gpu";

    public static final String PATH_REQUIRED = "is required: set the model's directory, such as"
            + " /models/Qwen3-Embedding-0.6B, or a spec.model.source of type image, huggingFace or s3";
    public static final String CACHE_SOURCE = "is only possible with spec.model.source.huggingFace or"
            + " spec.model.source.s3, which download the model: remove it";
    public static final String ONE_CACHE = "must have at most one of persistentVolumeClaim, volume and sizeLimit";
    public static final String IMAGE = "must be an image reference such as registry.example.com/models/qwen3@sha256:..."
            + " with 64 digits, without a scheme";
    public static final String REPO = "must be a repository such as Qwen/Qwen3-Embedding-0.6B: names of at most 96"
            + " letters, digits and '-', '_', '.', without '--' and '..'";
    public static final String REVISION =
            "must be a commit, branch or tag of letters, digits and '-', '_', '.', '/', '+',"
                    + " without '..' and '//'";
    public static final String HTTP_URL =
            "must be a URL such as https://hub.example.com, with http or https, without user, query and fragment";
    public static final String HTTP_HOST =
            "must be a URL such as https://s3.example.com, with http or https, without user, path, query and fragment";
    public static final String PROXY =
            "must be a URL such as http://proxy.example.com:3128, with http, without user, path, query and fragment";
    public static final String S3_URI = "must be a bucket with an optional prefix, such as s3://models/qwen3-embedding,"
            + " of letters, digits and '.', '_', '+', '@', '=', '-', without the segments '.' and '..'";
    public static final String REGION = "must be a region such as eu-central-1";

    public static final String EGRESS_TO_MISSING =
            "must have at least one rule with spec.server.egress Listed: add one, or"
                    + " set spec.server.egress to None";
    public static final String EGRESS_TO_UNUSED =
            "is only possible with spec.server.egress Listed: remove it, or set" + " spec.server.egress to Listed";
    public static final String HOSTNAME =
            "must be a host name such as embeddings.example.com or *.example.com: lower-case"
                    + " letters, digits, '-' and '.', no IP address and no port";
    public static final String PATH_PREFIX =
            "must be a path such as /qwen3: it begins with a slash and has letters, digits"
                    + " and . _ ~ - between single slashes";
    public static final String ENDS_WITH_V1 = "must be the path in front of /v1: remove /v1 from its end";

    private Messages() {}
}
