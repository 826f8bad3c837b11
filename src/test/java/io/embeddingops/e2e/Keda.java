package io.embeddingops.e2e;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Kubeconfig;
import io.embeddingops.it.Script;
import io.embeddingops.it.Tenant;
import io.embeddingops.keda.ScaledObject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * KEDA as processes of the test, with its own CRDs, account and roles: the operator, and the adapter from which autoscalers get
 * its metrics. It has no webhooks. The CRDs remain in the cluster. A cluster can have one at a time. The adapter's own
 * metrics are at a random port of all addresses, which it has no setting for.
 */
final class Keda implements AutoCloseable {

    private static final String NAMESPACE = "keda";
    private static final String ADAPTER = "keda-metrics-apiserver";

    private final KubernetesClient client;
    private final AggregatedApi api;
    private final InetSocketAddress operatorAddress;
    private final InetSocketAddress adapterAddress;
    private final Map<String, String> environment;
    private final Path certificates;
    private Daemon operator;
    private Daemon adapter;

    private Keda(
            KubernetesClient client,
            AggregatedApi api,
            InetSocketAddress operatorAddress,
            InetSocketAddress adapterAddress,
            Map<String, String> environment,
            Path certificates) {
        this.client = client;
        this.api = api;
        this.operatorAddress = operatorAddress;
        this.adapterAddress = adapterAddress;
        this.environment = environment;
        this.certificates = certificates;
    }

    /** Starts it and waits until its API answers. */
    static Keda start(ControlPlane controlPlane) {
        Script.run("hack/build.sh", "scale");
        Installed.apply(
                controlPlane, "-k", Path.of(Daemon.path("keda-operator")).resolve("../../manifests"));
        var client = controlPlane.client();
        var adapterAddress = Daemon.free("127.0.0.1");
        try {
            var certificates = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "keda-");
            var files = CertificateAuthority.create().issue(2, "localhost", ADAPTER + "." + NAMESPACE + ".svc");
            for (var file : files.entrySet()) {
                Files.writeString(certificates.resolve(file.getKey()), file.getValue());
            }
            var authority =
                    Base64.getEncoder().encodeToString(files.get("ca.crt").getBytes(StandardCharsets.UTF_8));
            var api = AggregatedApi.register(
                    client,
                    "external.metrics.k8s.io",
                    NAMESPACE,
                    ADAPTER,
                    adapterAddress.getPort(),
                    "caBundle: " + authority);
            var environment = Map.of(
                    "KUBECONFIG",
                    Kubeconfig.of(client, NAMESPACE, "keda-operator").toString(),
                    "POD_NAMESPACE",
                    NAMESPACE,
                    "KEDA_CLUSTER_OBJECT_NAMESPACE",
                    NAMESPACE,
                    "WATCH_NAMESPACE",
                    "");
            var keda = new Keda(client, api, Daemon.free("127.0.0.1"), adapterAddress, environment, certificates);
            keda.start();
            return keda;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again after {@link #stop}. */
    void start() {
        var kubeconfig = environment.get("KUBECONFIG");
        operator = Daemon.start(
                "keda-operator",
                operatorAddress,
                environment,
                "--zap-encoder=console",
                "--metrics-bind-address=" + free(),
                "--health-probe-bind-address=" + free(),
                "--metrics-service-bind-address=127.0.0.1:" + operatorAddress.getPort(),
                "--cert-dir=" + certificates);
        adapter = Daemon.start(
                "keda-adapter",
                adapterAddress,
                environment,
                "--zap-encoder=console",
                "--lister-kubeconfig=" + kubeconfig,
                "--authentication-kubeconfig=" + kubeconfig,
                "--authorization-kubeconfig=" + kubeconfig,
                "--bind-address=127.0.0.1",
                "--secure-port=" + adapterAddress.getPort(),
                "--port=0",
                "--metrics-service-address=localhost:" + operatorAddress.getPort(),
                "--cert-dir=" + certificates,
                "--client-ca-file=" + certificates.resolve("ca.crt"),
                "--tls-cert-file=" + certificates.resolve("tls.crt"),
                "--tls-private-key-file=" + certificates.resolve("tls.key"));
        api.awaitAvailable();
    }

    /** Ends both processes. The API remains registered, as when the pods fail. */
    void stop() {
        adapter.close();
        operator.close();
    }

    /** The log of the operator. */
    String log() {
        return operator.log();
    }

    /** Removes KEDA's finalizers from all ScaledObjects, since nothing else does without KEDA, and their namespaces could not be deleted. */
    @Override
    public void close() {
        try {
            api.remove();
            stop();
            removeFinalizers(client);
        } finally {
            client.close();
        }
    }

    /** Lets all ScaledObjects be deleted without KEDA. */
    static void removeFinalizers(KubernetesClient client) {
        var objects = client.genericKubernetesResources(ScaledObject.GROUP + "/v1alpha1", "ScaledObject");
        for (var object : objects.inAnyNamespace().list().getItems()) {
            Tenant.edit(client.resource(object), live -> {
                live.getMetadata().setFinalizers(List.of());
                return live;
            });
        }
    }

    private static String free() {
        return "127.0.0.1:" + Daemon.free("127.0.0.1").getPort();
    }
}
