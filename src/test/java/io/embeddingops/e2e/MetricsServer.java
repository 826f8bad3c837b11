package io.embeddingops.e2e;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Kubeconfig;
import io.embeddingops.it.Script;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * metrics-server as a process of the test, with its own account and roles. It reads the CPU of the pods from the real node, as
 * often as by default, and identifies itself there as the API server does. A cluster can have one at a time.
 */
final class MetricsServer implements AutoCloseable {

    private static final String PROGRAM = "metrics-server";
    private static final String NAMESPACE = "kube-system";

    private final KubernetesClient client;
    private final AggregatedApi api;
    private final InetSocketAddress address;
    private final List<String> command;
    private Daemon daemon;

    private MetricsServer(KubernetesClient client, AggregatedApi api, InetSocketAddress address, List<String> command) {
        this.client = client;
        this.api = api;
        this.address = address;
        this.command = command;
    }

    /** Starts it and waits until it knows the CPU of the node. */
    static MetricsServer start(ControlPlane controlPlane) {
        Script.run("hack/build.sh", "scale");
        var program = Path.of(Daemon.path(PROGRAM));
        var client = controlPlane.client();
        Installed.apply(controlPlane, "-f", program.resolve("../../manifests/rbac.yaml"));
        var kubeconfig = Kubeconfig.of(client, NAMESPACE, PROGRAM);
        var certificates = controlPlane.kubeconfig().resolveSibling("certs");
        var address = Daemon.free("127.0.0.1");
        try {
            var directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), PROGRAM + "-");
            var command = List.of(
                    program.toString(),
                    "--kubeconfig=" + kubeconfig,
                    "--authentication-kubeconfig=" + kubeconfig,
                    "--authorization-kubeconfig=" + kubeconfig,
                    "--bind-address=127.0.0.1",
                    "--secure-port=" + address.getPort(),
                    "--cert-dir=" + directory,
                    "--metric-resolution=15s",
                    "--node-selector=embeddingops.io/node=real",
                    "--kubelet-use-node-status-port",
                    "--kubelet-preferred-address-types=InternalIP",
                    "--kubelet-insecure-tls",
                    "--kubelet-client-certificate=" + certificates.resolve("serving.crt"),
                    "--kubelet-client-key=" + certificates.resolve("serving.key"));
            var api = AggregatedApi.register(
                    client, "metrics.k8s.io", NAMESPACE, PROGRAM, address.getPort(), "insecureSkipTLSVerify: true");
            var server = new MetricsServer(client, api, address, command);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again after {@link #stop}. */
    void start() {
        daemon = Daemon.start(PROGRAM, command, address, Map.of());
        api.awaitAvailable();
        Awaitility.await("CPU of the node")
                .atMost(Pace.of(90))
                .ignoreExceptions()
                .until(() -> client.top().nodes().metrics("node-0").getUsage().containsKey("cpu"));
    }

    /** Ends the process. Its API remains registered, as when its pod fails. */
    void stop() {
        daemon.close();
    }

    /** The CPU that each pod of a namespace uses, in cores, on average over 15 s. Pods that just started are missing. */
    Map<String, Double> cores(String namespace) {
        return client.top().pods().metrics(namespace).getItems().stream()
                .collect(Collectors.toMap(
                        pod -> pod.getMetadata().getName(),
                        pod -> pod.getContainers().stream()
                                .mapToDouble(container -> container
                                        .getUsage()
                                        .get("cpu")
                                        .getNumericalAmount()
                                        .doubleValue())
                                .sum()));
    }

    String log() {
        return daemon.log();
    }

    @Override
    public void close() {
        api.remove();
        daemon.close();
        client.close();
    }
}
