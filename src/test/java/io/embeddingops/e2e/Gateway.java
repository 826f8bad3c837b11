package io.embeddingops.e2e;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Script;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.awaitility.Awaitility;

/**
 * A Gateway that Envoy serves. Envoy Gateway is a process of the test and starts Envoy as another one, so neither needs an
 * image. A machine can have one at a time, since the ports of Envoy Gateway are fixed. The CRDs remain in the cluster.
 *
 * @param url where Envoy listens, on 127.0.0.1: routes with hostnames require a Host header
 */
record Gateway(String url, KubernetesClient client, Daemon daemon) implements AutoCloseable {

    static final String NAME = "public";

    /** The namespace of the Gateway and of Envoy Gateway's Secrets. */
    static final String NAMESPACE = "envoy-gateway-system";

    /** An item of a route's {@code parentRefs}. The Gateway accepts routes of all namespaces. */
    static final String PARENT = "{name: " + NAME + ", namespace: " + NAMESPACE + "}";

    private static final OkHttpClient HTTP = new OkHttpClient();

    private static final InetSocketAddress XDS = new InetSocketAddress("127.0.0.1", 18000);

    private static final String CONFIG = """
            apiVersion: gateway.envoyproxy.io/v1alpha1
            kind: EnvoyGateway
            gateway: {controllerName: gateway.envoyproxy.io/gatewayclass-controller}
            provider:
              type: Custom
              custom:
                resource: {type: Kubernetes, kubernetes: {leaderElection: {disable: true}}}
                infrastructure:
                  type: Host
                  host: {configHome: %1$s/config, dataHome: %1$s/data, stateHome: %1$s/state, runtimeDir: %1$s/run}
            """;

    private static final String NAMESPACE_OBJECT = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: %s}
            """.formatted(NAMESPACE);

    private static final String OBJECTS = """
            apiVersion: gateway.envoyproxy.io/v1alpha1
            kind: EnvoyProxy
            metadata: {name: host, namespace: %1$s}
            spec: {provider: {type: Host, host: {envoyVersion: %2$s}}}
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: GatewayClass
            metadata: {name: envoy}
            spec:
              controllerName: gateway.envoyproxy.io/gatewayclass-controller
              parametersRef: {group: gateway.envoyproxy.io, kind: EnvoyProxy, name: host, namespace: %1$s}
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: %3$s, namespace: %1$s}
            spec:
              gatewayClassName: envoy
              listeners: [{name: http, protocol: HTTP, port: %4$d, allowedRoutes: {namespaces: {from: All}}}]
            """;

    static Gateway start(ControlPlane controlPlane) {
        Script.run("hack/build.sh", "gateway");
        var program = Path.of(Daemon.path("envoy-gateway"));
        var kubeconfig = controlPlane.kubeconfig().toString();
        var client = controlPlane.client();
        Installed.apply(controlPlane, "-f", program.resolve("../../crds"));
        apply(client, NAMESPACE_OBJECT);
        // the program that its chart runs as a hook
        Script.run("env", "KUBECONFIG=" + kubeconfig, program.toString(), "certgen", "--disable-topology-injector");
        try {
            var directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "gateway-");
            var certificates = secret(client, "envoy-gateway", directory.resolve("certs"));
            secret(client, "envoy", directory.resolve("config/certs/envoy"));
            var config = Files.writeString(directory.resolve("config.yaml"), CONFIG.formatted(directory));
            var envoy = Path.of(Daemon.path("envoy"));
            var version = envoy.getParent().getParent().getFileName().toString().substring("envoy-".length());
            // where Envoy Gateway looks for this version before it would download it
            var link = directory.resolve("data/envoy-versions/" + version + "/bin/envoy");
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, envoy);
            var daemon = Daemon.start(
                    program.getFileName().toString(),
                    List.of(
                            "hack/access/mounted.sh",
                            certificates.toString(),
                            "/certs",
                            program.toString(),
                            "server",
                            "--config-path",
                            config.toString()),
                    XDS,
                    Map.of("KUBECONFIG", kubeconfig));
            var listener = Daemon.free("127.0.0.1");
            apply(client, OBJECTS.formatted(NAMESPACE, version, NAME, listener.getPort()));
            Awaitility.await("Envoy, started by Envoy Gateway")
                    .atMost(Pace.of(60))
                    .until(() -> Daemon.accepts(listener));
            return new Gateway("http://127.0.0.1:" + listener.getPort(), client, daemon);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The HTTP status of a request without a body, for a host that may have no address. */
    int status(String method, String host, String path) {
        var request = new Request.Builder()
                .url(url + path)
                .header("Host", host)
                .method(method, method.equals("POST") ? RequestBody.create(new byte[0]) : null)
                .build();
        try (var response = HTTP.newCall(request).execute()) {
            return response.code();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Envoy's access log, a line of JSON for each request, among messages of Envoy Gateway. */
    String log() {
        return daemon.log();
    }

    @Override
    public void close() {
        daemon.close();
        client.genericKubernetesResources("gateway.networking.k8s.io/v1", "Gateway")
                .inNamespace(NAMESPACE)
                .withName(NAME)
                .delete();
        client.close();
    }

    /** Writes the values of a Secret to files of a new directory. */
    private static Path secret(KubernetesClient client, String name, Path directory) throws IOException {
        Files.createDirectories(directory);
        var data = client.secrets().inNamespace(NAMESPACE).withName(name).get().getData();
        for (var entry : data.entrySet()) {
            Files.write(directory.resolve(entry.getKey()), Base64.getDecoder().decode(entry.getValue()));
        }
        return directory;
    }

    private static void apply(KubernetesClient client, String yaml) {
        client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .forceConflicts()
                .serverSideApply();
    }
}
