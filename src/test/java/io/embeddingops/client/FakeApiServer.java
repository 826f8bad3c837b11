package io.embeddingops.client;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** An API server that gives the same response to every request. */
public final class FakeApiServer implements AutoCloseable {

    private static final String DISCOVERY = """
            {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "embeddingops.io/v1alpha1",
             "resources": [{"name": "%s", "kind": "EmbeddingService", "namespaced": true, "verbs": ["get"]}]}
            """;
    private static final String STATUS = """
            {"kind": "Status", "apiVersion": "v1", "status": "Failure", "message": "the fake says no", "code": %d}
            """;

    private final HttpServer server;

    private FakeApiServer(int status, String body) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    /** Lists that resource in the operator's API group. */
    public static FakeApiServer serving(String resource) throws IOException {
        return new FakeApiServer(200, DISCOVERY.formatted(resource));
    }

    /** Answers every request with that HTTP status. */
    public static FakeApiServer failing(int status) throws IOException {
        return new FakeApiServer(status, STATUS.formatted(status));
    }

    /** Its URL. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** A client of this server. */
    public KubernetesClient client() {
        return client(url());
    }

    /** A client of any server. */
    public static KubernetesClient client(String url) {
        var config = new ConfigBuilder(Config.empty())
                .withMasterUrl(url)
                .withRequestRetryBackoffInterval(1)
                .build();
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new OkHttpClientFactory())
                .build();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
