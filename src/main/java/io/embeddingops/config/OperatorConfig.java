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
 * Everything an administrator decides; documented per setting in {@link Settings}.
 *
 * @param namespaces those that are served; empty means all
 * @param policy what holds for all services
 * @param leaderElectionNamespace where the Lease is, when there is to be a leader election
 * @param managementAddress IP address
 * @param managementPort 0 to 65535; 0 means any free port
 * @param logFormat how log lines are written
 * @param logLevel from which severity on
 * @param reconcileThreads 1 to 64
 * @param resync after which a service is looked at again although nothing has changed
 * @param probeVia the way to the pods
 * @param probeConcurrency pods verified at the same time, 1 to 256
 * @param shutdownTimeout from the signal to end until the process ends in any case
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
     * Reads all settings; a flag wins over its environment variable.
     *
     * @param flags typed values by flag, such as {@code --gpu-image}
     * @throws BadConfigException with everything that is wrong
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

    /** Kubernetes gives every pod the address of the API server. */
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
                    + Settings.LEADER_ELECTION_NAMESPACE.variable() + ") must be given when leader election is on,"
                    + " because the operator does not run in a pod that could tell its own namespace");
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
