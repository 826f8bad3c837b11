package io.embeddingops.config;

import io.embeddingops.plan.Launcher;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All settings. */
public final class Settings {

    public static final Setting<Set<String>> NAMESPACES = new Setting<>(
            "--namespaces",
            "a,b",
            "",
            Parsers::namespaces,
            "Namespaces to watch for EmbeddingServices, separated by commas. Empty: all namespaces.");

    public static final Setting<String> GPU_IMAGE = new Setting<>(
            "--gpu-image",
            "image",
            "lmsysorg/sglang:v0.5.23",
            Parsers::image,
            "Default SGLang image for device gpu with NVIDIA GPUs. Pin a version: an engine upgrade can change the vectors.");

    public static final Setting<Optional<String>> AMD_IMAGE = vendorImage("amd");

    public static final Setting<Optional<String>> INTEL_IMAGE = vendorImage("intel");

    public static final Setting<Optional<String>> ASCEND_IMAGE = vendorImage("ascend");

    public static final Setting<String> CPU_IMAGE = new Setting<>(
            "--cpu-image",
            "image",
            "lmsysorg/sglang:v0.5.23-xeon",
            Parsers::image,
            "Default SGLang image for device cpu. Pin a version: an engine upgrade can change the vectors.");

    public static final Setting<Launcher> LAUNCHER = new Setting<>(
            "--launcher",
            "sglang|python",
            "sglang",
            Parsers.oneOf(Launcher.class),
            "Program that starts SGLang in these images: sglang (`sglang serve`), or python (`python3 -m"
                    + " sglang.launch_server`) for images without the sglang script.");

    public static final Setting<List<String>> ALLOWED_HOST_PATHS = new Setting<>(
            "--allowed-host-paths",
            "/a,/b",
            "",
            Parsers::directories,
            "Node directories that services may mount, including everything under them, separated by commas;"
                    + " absolute, without '..'. Empty: none. '/' allows everything on every node, including secrets.");

    public static final Setting<Boolean> ALLOW_PRIVILEGED = new Setting<>(
            "--allow-privileged",
            "true|false",
            "false",
            Parsers::trueOrFalse,
            "Allows services to exceed Pod Security level baseline or to weaken the operator's defaults: privileged,"
                    + " additional capabilities, privilege escalation, an explicit root user, no seccomp or AppArmor,"
                    + " unsafe sysctls.");

    public static final Setting<List<String>> ALLOWED_SERVICE_ACCOUNTS = new Setting<>(
            "--allowed-service-accounts",
            "a,b*",
            "default",
            Parsers::namePatterns,
            "ServiceAccounts that services may use, separated by commas; a name that ends with '*' is a prefix. The"
                    + " namespace's default is always allowed for a service that sets none.");

    public static final Setting<Boolean> ALLOW_SERVICE_ACCOUNT_TOKENS = new Setting<>(
            "--allow-service-account-tokens",
            "true|false",
            "false",
            Parsers::trueOrFalse,
            "Allows services to mount tokens or certificates of their ServiceAccount, with which the server can act"
                    + " as that account.");

    public static final Setting<List<String>> ALLOWED_IMAGE_PREFIXES = new Setting<>(
            "--allowed-image-prefixes",
            "a,b/c",
            "",
            Parsers::imagePrefixes,
            "Registries and repositories whose images services may use, including everything under them, separated"
                    + " by commas, such as ghcr.io/acme. The repositories of the default images are always"
                    + " allowed. '*' allows any image.");

    public static final Setting<List<String>> ALLOWED_SECRETS = new Setting<>(
            "--allowed-secrets",
            "a,b*",
            "",
            Parsers::namePatterns,
            "Secrets of its namespace that a service may make available to its server or to the download of its model,"
                    + " separated by commas; a name that ends with '*' is a prefix. Empty: none. Image pull secrets are always allowed.");

    public static final Setting<List<String>> ALLOWED_VOLUME_TYPES = new Setting<>(
            "--allowed-volume-types",
            "csi,nfs",
            "",
            Parsers::volumeTypes,
            "Volume types that services may use in addition to configMap, downwardAPI, emptyDir, ephemeral, image,"
                    + " persistentVolumeClaim, projected, secret and allowed hostPaths, separated by commas.");

    public static final Setting<Boolean> LEADER_ELECTION = new Setting<>(
            "--leader-election",
            "true|false",
            "false",
            Parsers::trueOrFalse,
            "Elects one active operator while the others wait. Required with more than one replica.");

    public static final Setting<Optional<String>> LEADER_ELECTION_NAMESPACE = new Setting<>(
            "--leader-election-namespace",
            "name",
            "",
            Parsers::optionalNamespace,
            "Namespace of the leader election Lease. Empty: the operator's own namespace, which only a pod has.");

    public static final Setting<String> MANAGEMENT_ADDRESS = new Setting<>(
            "--management-address", "ip", "0.0.0.0", Parsers::address, "IP address of /livez, /readyz and /metrics.");

    public static final Setting<Integer> MANAGEMENT_PORT = new Setting<>(
            "--management-port",
            "port",
            "8080",
            Parsers.wholeNumber(0, 65535),
            "TCP port of /livez, /readyz and /metrics, 0 to 65535. 0 uses any free port, which is logged.");

    public static final Setting<LogFormat> LOG_FORMAT = new Setting<>(
            "--log-format",
            "text|json",
            "text",
            Parsers.oneOf(LogFormat.class),
            "Format of the log on standard output: text, or json with one object per line.");

    public static final Setting<LogLevel> LOG_LEVEL = new Setting<>(
            "--log-level",
            "level",
            "info",
            Parsers.oneOf(LogLevel.class),
            "Minimum severity of logged lines: trace, debug, info, warn or error. Libraries log at warn and above,"
                    + " with trace at debug and above.");

    public static final Setting<Integer> RECONCILE_THREADS = new Setting<>(
            "--reconcile-threads",
            "threads",
            "10",
            Parsers.wholeNumber(1, 64),
            "EmbeddingServices reconciled at the same time, 1 to 64.");

    public static final Setting<Integer> RESYNC_SECONDS = new Setting<>(
            "--resync-seconds",
            "seconds",
            "36000",
            Parsers.wholeNumber(10, 604800),
            "Seconds after which an unchanged service is reconciled again, 10 to 604800. This writes nothing; changes"
                    + " are handled immediately.");

    public static final Setting<ProbeVia> PROBE_VIA = new Setting<>(
            "--probe-via",
            "auto|direct|proxy",
            "auto",
            Parsers.oneOf(ProbeVia.class),
            "How pods are reached to verify their embeddings: direct, at their own addresses; proxy, through the API"
                    + " server; auto: direct if the operator runs in a pod, otherwise proxy.");

    public static final Setting<Integer> PROBE_CONCURRENCY = new Setting<>(
            "--probe-concurrency",
            "pods",
            "16",
            Parsers.wholeNumber(1, 256),
            "Pods verified at the same time, 1 to 256. A pod that does not answer does not delay others.");

    public static final Setting<Integer> SHUTDOWN_TIMEOUT_SECONDS = new Setting<>(
            "--shutdown-timeout-seconds",
            "seconds",
            "5",
            Parsers.wholeNumber(1, 300),
            "Seconds that running work may take to finish after SIGTERM, 1 to 300. Must be less than the pod's"
                    + " terminationGracePeriodSeconds.");

    private static final List<Setting<?>> RENDERING = List.of(
            GPU_IMAGE,
            AMD_IMAGE,
            INTEL_IMAGE,
            ASCEND_IMAGE,
            CPU_IMAGE,
            LAUNCHER,
            ModelSettings.FETCH_IMAGE,
            ModelSettings.HUGGING_FACE_ENDPOINT,
            ModelSettings.S3_ENDPOINT,
            ModelSettings.MODEL_PROXY,
            ModelSettings.MODEL_CA_FILE,
            ModelSettings.ALLOW_LOCAL_MODEL_ENDPOINTS,
            ModelSettings.IMAGE_VOLUMES,
            ALLOWED_HOST_PATHS,
            ALLOW_PRIVILEGED,
            ALLOWED_SERVICE_ACCOUNTS,
            ALLOW_SERVICE_ACCOUNT_TOKENS,
            ALLOWED_IMAGE_PREFIXES,
            ALLOWED_SECRETS,
            ALLOWED_VOLUME_TYPES,
            AccessSettings.ALLOWED_GATEWAYS,
            AccessSettings.OPERATOR_NAMESPACE,
            AccessSettings.OPERATOR_POD_LABELS,
            AutoscalingSettings.PROMETHEUS_ADDRESS,
            AutoscalingSettings.PROMETHEUS_TRIGGER_AUTHENTICATION,
            AutoscalingSettings.PROMETHEUS_AUTH_MODES,
            AutoscalingSettings.ALLOWED_KEDA_TRIGGERS);

    private static final List<Setting<?>> PROCESS = List.of(
            LEADER_ELECTION,
            LEADER_ELECTION_NAMESPACE,
            MANAGEMENT_ADDRESS,
            MANAGEMENT_PORT,
            LOG_FORMAT,
            LOG_LEVEL,
            RECONCILE_THREADS,
            RESYNC_SECONDS,
            PROBE_VIA,
            PROBE_CONCURRENCY,
            SHUTDOWN_TIMEOUT_SECONDS);

    private static final List<Setting<?>> ALL = Stream.of(List.of(NAMESPACES), RENDERING, PROCESS)
            .<Setting<?>>flatMap(List::stream)
            .toList();

    private Settings() {}

    private static Setting<Optional<String>> vendorImage(String vendor) {
        return new Setting<>(
                "--" + vendor + "-image",
                "image",
                "",
                Parsers::optionalImage,
                "Default SGLang image for spec.gpu.vendor " + vendor + ". Empty: such services must set"
                        + " spec.server.image.");
    }

    /** All settings, in the order of the help text. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    /** The settings that affect the objects of a service. */
    public static List<Setting<?>> rendering() {
        return RENDERING;
    }
}
