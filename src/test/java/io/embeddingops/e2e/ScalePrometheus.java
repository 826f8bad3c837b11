package io.embeddingops.e2e;

import io.embeddingops.chart.Chart;
import io.embeddingops.fixtures.Given;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A Prometheus that scrapes the servers of one namespace as the chart's PodMonitor says, always at the same address. */
final class ScalePrometheus implements AutoCloseable {

    /** A usual interval of Prometheus. */
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final ControlPlane controlPlane;
    private final String podMonitor;
    private final InetSocketAddress address = Daemon.free("127.0.0.1");
    private PrometheusServer server;

    ScalePrometheus(ControlPlane controlPlane, Tenant tenant) {
        this.controlPlane = controlPlane;
        var values = "{watchNamespaces: [" + tenant.namespace() + "], monitoring: {podMonitor: {enabled: true}}}";
        podMonitor = Given.SERIALIZATION.asYaml(Chart.generic(Chart.render(values), "PodMonitor"));
        start();
    }

    void start() {
        server = PrometheusServer.start(controlPlane, podMonitor, INTERVAL, address);
    }

    void stop() {
        server.close();
    }

    PrometheusServer server() {
        return server;
    }

    /** An operator for the tenant that knows this Prometheus. */
    void startOperator(Tenant tenant) {
        tenant.startOperator(
                "--allowed-host-paths", SglangService.allowedHostPaths(), "--prometheus-address", server.url());
    }

    @Override
    public void close() {
        stop();
    }
}
