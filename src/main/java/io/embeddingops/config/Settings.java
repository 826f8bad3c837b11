package io.embeddingops.config;

import io.embeddingops.plan.Launcher;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Every setting there is. */
public final class Settings {

    public static final Setting<Set<String>> NAMESPACES = new Setting<>(
            "--namespaces",
            "a,b",
            "",
            Parsers::namespaces,
            "Namespaces whose EmbeddingServices are served, separated by commas. Empty: all namespaces.");

    public static final Setting<String> GPU_IMAGE = new Setting<>(
            "--gpu-image",
            "image",
            "lmsysorg/sglang:v0.5.23",
            Parsers::image,
            "SGLang image of services with device gpu that name none. Pin a version: an engine upgrade can change"
                    + " the vectors.");

    public static final Setting<String> CPU_IMAGE = new Setting<>(
            "--cpu-image",
            "image",
            "lmsysorg/sglang:v0.5.23-xeon",
            Parsers::image,
            "SGLang image of services with device cpu that name none. Pin a version.");

    public static final Setting<Launcher> LAUNCHER = new Setting<>(
            "--launcher",
            "sglang|python",
            "sglang",
            Parsers.oneOf(Launcher.class),
            "How these images start SGLang: sglang (`sglang serve`), or python (`python3 -m sglang.launch_server`)"
                    + " for images without the sglang script.");

    public static final Setting<List<String>> ALLOWED_HOST_PATHS = new Setting<>(
            "--allowed-host-paths",
            "/a,/b",
            "",
            Parsers::directories,
            "Directories of a node that services may mount, with all below them, separated by commas; absolute,"
                    + " without '..'. Empty: none. '/' means everything on every node, secrets included.");

    public static final Setting<Boolean> ALLOW_PRIVILEGED = new Setting<>(
            "--allow-privileged",
            "true|false",
            "false",
            Parsers::trueOrFalse,
            "Whether services may ask for what goes beyond Pod Security's level baseline or weakens the operator's"
                    + " defaults: privileged, more capabilities, privilege escalation, an explicit root user, no seccomp"
                    + " or AppArmor, unsafe sysctls.");

    public static final Setting<List<String>> ALLOWED_SERVICE_ACCOUNTS = new Setting<>(
            "--allowed-service-accounts",
            "a,b*",
            "default",
            Parsers::namePatterns,
            "ServiceAccounts that services may name, separated by commas; a name that ends with '*' stands for all that"
                    + " begin like it. Pods of a service that names none have the namespace's default in any case.");

    public static final Setting<Boolean> ALLOW_SERVICE_ACCOUNT_TOKENS = new Setting<>(
            "--allow-service-account-tokens",
            "true|false",
            "false",
            Parsers::trueOrFalse,
            "Whether services may mount tokens or certificates of their ServiceAccount, by which the server can act as"
                    + " that account.");

    public static final Setting<List<String>> ALLOWED_IMAGE_PREFIXES = new Setting<>(
            "--allowed-image-prefixes",
            "a,b/c",
            "",
            Parsers::imagePrefixes,
            "Registries and repositories of images that services may name, with all below them, separated by commas,"
                    + " such as ghcr.io/acme. The repositories of --gpu-image and --cpu-image are always allowed. '*'"
                    + " means any image.");

    public static final Setting<List<String>> ALLOWED_SECRETS = new Setting<>(
            "--allowed-secrets",
            "a,b*",
            "",
            Parsers::namePatterns,
            "Secrets of its namespace that a service may give to its server, separated by commas; a name that ends with"
                    + " '*' stands for all that begin like it. Empty: none. Not meant are those for pulling images.");

    public static final Setting<List<String>> ALLOWED_VOLUME_TYPES = new Setting<>(
            "--allowed-volume-types",
            "csi,nfs",
            "",
            Parsers::volumeTypes,
            "Types of volumes that services may have besides configMap, downwardAPI, emptyDir, ephemeral, image,"
                    + " persistentVolumeClaim, projected, secret and allowed hostPaths, separated by commas.");

    public static final Setting<Boolean> LEADER_ELECTION = new Setting<>(
            "--leader-election",
            "true|false",
            "false",
            Parsers::trueOrFalse,
            "Lets several operators run of which one works and the others wait. Needed with more than one replica.");

    public static final Setting<Optional<String>> LEADER_ELECTION_NAMESPACE = new Setting<>(
            "--leader-election-namespace",
            "name",
            "",
            Parsers::optionalNamespace,
            "Namespace of the Lease by which the leader is elected. Empty: the operator's own, which only a pod has.");

    public static final Setting<String> MANAGEMENT_ADDRESS = new Setting<>(
            "--management-address",
            "ip",
            "0.0.0.0",
            Parsers::address,
            "IP address on which /livez, /readyz and /metrics are served.");

    public static final Setting<Integer> MANAGEMENT_PORT = new Setting<>(
            "--management-port",
            "port",
            "8080",
            Parsers.wholeNumber(0, 65535),
            "TCP port of /livez, /readyz and /metrics, 0 to 65535. 0 takes any free port, which the log names.");

    public static final Setting<LogFormat> LOG_FORMAT = new Setting<>(
            "--log-format",
            "text|json",
            "text",
            Parsers.oneOf(LogFormat.class),
            "How log lines are written to standard output: text, or json with one object per line.");

    public static final Setting<LogLevel> LOG_LEVEL = new Setting<>(
            "--log-level",
            "level",
            "info",
            Parsers.oneOf(LogLevel.class),
            "Least severe line logged: trace, debug, info, warn or error. Libraries are logged from warn on, with"
                    + " trace from debug on.");

    public static final Setting<Integer> RECONCILE_THREADS = new Setting<>(
            "--reconcile-threads",
            "threads",
            "10",
            Parsers.wholeNumber(1, 64),
            "EmbeddingServices worked on at the same time, 1 to 64.");

    public static final Setting<Integer> RESYNC_SECONDS = new Setting<>(
            "--resync-seconds",
            "seconds",
            "36000",
            Parsers.wholeNumber(10, 604800),
            "Seconds after which a service is looked at again although nothing has changed, 10 to 604800. It costs no"
                    + " write; changes never wait for it.");

    public static final Setting<ProbeVia> PROBE_VIA = new Setting<>(
            "--probe-via",
            "auto|direct|proxy",
            "auto",
            Parsers.oneOf(ProbeVia.class),
            "How pods are reached to verify their embeddings: direct, at their own addresses; proxy, through the API"
                    + " server; auto: direct when the operator runs in a pod, else proxy.");

    public static final Setting<Integer> PROBE_CONCURRENCY = new Setting<>(
            "--probe-concurrency",
            "pods",
            "16",
            Parsers.wholeNumber(1, 256),
            "Pods verified at the same time, 1 to 256. One that does not answer delays no other.");

    public static final Setting<Integer> SHUTDOWN_TIMEOUT_SECONDS = new Setting<>(
            "--shutdown-timeout-seconds",
            "seconds",
            "5",
            Parsers.wholeNumber(1, 300),
            "Seconds that running work may take to finish after SIGTERM, 1 to 300. Keep it below the pod's"
                    + " terminationGracePeriodSeconds.");

    private static final List<Setting<?>> RENDERING = List.of(
            GPU_IMAGE,
            CPU_IMAGE,
            LAUNCHER,
            ALLOWED_HOST_PATHS,
            ALLOW_PRIVILEGED,
            ALLOWED_SERVICE_ACCOUNTS,
            ALLOW_SERVICE_ACCOUNT_TOKENS,
            ALLOWED_IMAGE_PREFIXES,
            ALLOWED_SECRETS,
            ALLOWED_VOLUME_TYPES);

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

    /** In the order in which the help shows them. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    /** Those that change what a service is turned into. */
    public static List<Setting<?>> rendering() {
        return RENDERING;
    }
}
