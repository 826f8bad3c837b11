package io.embeddingops.cli.run;

import io.embeddingops.EmbeddingOperator;
import io.embeddingops.cli.ExitCode;
import io.embeddingops.client.ClusterCheck;
import io.embeddingops.client.StartException;
import io.embeddingops.config.OperatorConfig;
import io.embeddingops.config.Settings;
import io.embeddingops.management.Health;
import io.embeddingops.management.ManagementServer;
import io.embeddingops.management.Metrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator with its probes and metrics, from the start to the end of the process. Closing it twice does nothing. */
public final class OperatorProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorProcess.class);

    private final OperatorConfig config;
    private final KubernetesClient client;
    private final String version;
    private final AtomicReference<Metrics> metrics = new AtomicReference<>();
    private final AtomicReference<EmbeddingOperator> operator = new AtomicReference<>();
    private final AtomicReference<ManagementServer> management = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Creates the process without starting anything. */
    public OperatorProcess(OperatorConfig config, KubernetesClient client, String version) {
        this.config = config;
        this.client = client;
        this.version = version;
    }

    /** Returns once the operator is running. Probes are answered before that. */
    public void start() throws StartException {
        var measured = new Metrics(version);
        metrics.set(measured);
        var server = serve(measured.registry());
        management.set(server);
        ClusterCheck.check(client);
        operator.set(EmbeddingOperator.start(config, client, measured.registry(), OperatorProcess::leadershipLost));
        LOG.atInfo()
                .addKeyValue("version", version)
                .addKeyValue("apiServer", client.getMasterUrl())
                .addKeyValue(
                        "namespaces", config.namespaces().isEmpty() ? "all" : String.join(",", config.namespaces()))
                .addKeyValue("management", url(server.address().getPort()))
                .log("embedding-operator started");
    }

    /** The address that serves probes and metrics, once it is listening. */
    public Optional<InetSocketAddress> managementAddress() {
        return Optional.ofNullable(management.get()).map(ManagementServer::address);
    }

    /** How long {@link #close} may take before the process ends anyway. */
    public Duration shutdownTimeout() {
        return config.shutdownTimeout();
    }

    /** Whether the process is live. It is not if only a restart can help. */
    public Health liveness() {
        var running = operator.get();
        return running == null || running.live() ? Health.good("live") : Health.bad("not live: the leadership is lost");
    }

    /** Whether EmbeddingServices are being reconciled. */
    public Health readiness() {
        var running = operator.get();
        if (closed.get()) {
            return Health.bad("not ready: stopping");
        }
        return running != null && running.ready()
                ? Health.good("ready")
                : Health.bad("not ready: the operator is still starting");
    }

    /** Whether {@link #close} has been called. */
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Optional.ofNullable(operator.get()).ifPresent(EmbeddingOperator::close);
            Optional.ofNullable(management.get()).ifPresent(ManagementServer::close);
            Optional.ofNullable(metrics.get()).ifPresent(Metrics::close);
        }
    }

    /** Exits on another thread: the elector's own thread is needed while the process ends. */
    private static void leadershipLost() {
        LOG.error("another operator has become the leader: exiting");
        new Thread(() -> System.exit(ExitCode.FAILED), "leadership-lost").start();
    }

    private ManagementServer serve(PrometheusMeterRegistry registry) throws StartException {
        var address = new InetSocketAddress(config.managementAddress(), config.managementPort());
        try {
            return ManagementServer.start(address, this::liveness, this::readiness, registry);
        } catch (IOException e) {
            throw new StartException(
                    "cannot listen on " + url(address.getPort()) + ": " + e.getMessage() + "; choose another with "
                            + Settings.MANAGEMENT_PORT.flag() + " or " + Settings.MANAGEMENT_ADDRESS.flag());
        }
    }

    private String url(int port) {
        var host = config.managementAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
