package io.embeddingops.config;

import io.embeddingops.plan.Policy;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The operator's configuration; {@link Settings} documents each setting.
 *
 * @param namespaces namespaces to watch; empty means all
 * @param policy settings for all services
 * @param leaderElectionNamespace namespace of the Lease; empty without leader election
 * @param managementAddress IP address of the health and metrics endpoints
 * @param managementPort TCP port of these endpoints, 0 to 65535; 0 means any free port
 * @param logFormat format of log lines
 * @param logLevel minimum severity of logged lines
 * @param reconcileThreads services reconciled at the same time, 1 to 64
 * @param resync interval at which unchanged services are reconciled
 * @param probeVia how pods are reached for verification
 * @param probeConcurrency pods verified at the same time, 1 to 256
 * @param shutdownTimeout maximum time from SIGTERM to the end of the process
 */
@RecordBuilder
public record OperatorConfig(
        Set<String> namespaces,
        Policy policy,
        Optional<String> leaderElectionNamespace,
        String managementAddress,
        int managementPort,
        LogFormat logFormat,
        LogLevel logLevel,
        int reconcileThreads,
        Duration resync,
        ProbeVia probeVia,
        int probeConcurrency,
        Duration shutdownTimeout) {

    private static final Path OWN_NAMESPACE = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");

    public OperatorConfig {
        namespaces = Collections.unmodifiableSet(new LinkedHashSet<>(namespaces));
    }

    /**
     * Reads all settings; a flag takes precedence over its environment variable.
     *
     * @param flags values by flag, such as {@code --gpu-image}
     * @throws BadConfigException with all errors
     */
    public static OperatorConfig read(Map<String, String> flags, Map<String, String> environment)
            throws BadConfigException {
        return read(flags, environment, OWN_NAMESPACE);
    }

    static OperatorConfig read(Map<String, String> flags, Map<String, String> environment, Path ownNamespace)
            throws BadConfigException {
        var reader = new SettingReader(flags, environment);
        var config = OperatorConfigBuilder.builder()
                .namespaces(reader.read(Settings.NAMESPACES))
                .policy(RenderConfig.policy(reader, true))
                .leaderElectionNamespace(leaderElectionNamespace(reader, ownNamespace))
                .managementAddress(reader.read(Settings.MANAGEMENT_ADDRESS))
                .managementPort(reader.read(Settings.MANAGEMENT_PORT))
                .logFormat(reader.read(Settings.LOG_FORMAT))
                .logLevel(reader.read(Settings.LOG_LEVEL))
                .reconcileThreads(reader.read(Settings.RECONCILE_THREADS))
                .resync(Duration.ofSeconds(reader.read(Settings.RESYNC_SECONDS)))
                .probeVia(probeVia(reader.read(Settings.PROBE_VIA), environment))
                .probeConcurrency(reader.read(Settings.PROBE_CONCURRENCY))
                .shutdownTimeout(Duration.ofSeconds(reader.read(Settings.SHUTDOWN_TIMEOUT_SECONDS)))
                .build();
        reader.check();
        return config;
    }

    /** Kubernetes sets the address of the API server in the environment of every pod. */
    private static ProbeVia probeVia(ProbeVia given, Map<String, String> environment) {
        var inside = environment.containsKey("KUBERNETES_SERVICE_HOST");
        return given == ProbeVia.AUTO ? inside ? ProbeVia.DIRECT : ProbeVia.PROXY : given;
    }

    private static Optional<String> leaderElectionNamespace(SettingReader reader, Path ownNamespace) {
        var given = reader.read(Settings.LEADER_ELECTION_NAMESPACE);
        if (!reader.read(Settings.LEADER_ELECTION)) {
            return Optional.empty();
        }
        var namespace = given.or(() -> contentOf(ownNamespace));
        if (namespace.isEmpty() && !reader.isBad(Settings.LEADER_ELECTION_NAMESPACE)) {
            reader.problem(Settings.LEADER_ELECTION_NAMESPACE.flag() + " (or "
                    + Settings.LEADER_ELECTION_NAMESPACE.variable() + ") must be set for leader election, because the"
                    + " operator does not run in a pod and so has no namespace of its own");
        }
        return namespace;
    }

    private static Optional<String> contentOf(Path file) {
        try {
            return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
