package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Gateway of the tests itself: a route to a server on this machine. */
@EnabledIfSystemProperty(named = "e2e.access", matches = "true")
@ExtendWith(RealNode.class)
class GatewayE2E {

    private static final String HOST = "plain.example.com";

    private static final String OBJECTS = """
            apiVersion: v1
            kind: Service
            metadata: {name: plain, namespace: %1$s}
            spec: {ports: [{port: 80}]}
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: plain, namespace: %1$s, labels: {kubernetes.io/service-name: plain}}
            addressType: IPv4
            ports: [{port: %3$d}]
            endpoints: [{addresses: [%2$s]}]
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: plain, namespace: %1$s}
            spec:
              parentRefs: [%4$s]
              hostnames: [%5$s]
              rules:
              - matches: [{path: {type: Exact, value: /v1/embeddings}, method: POST}]
                backendRefs: [{name: plain, port: 80}]
            """;

    private static HttpServer server;
    private static Gateway gateway;
    private static Tenant tenant;

    @BeforeAll
    static void start(ControlPlane controlPlane) throws IOException {
        var host = RealNode.address(controlPlane);
        server = HttpServer.create(new InetSocketAddress(host, 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        gateway = Gateway.start(controlPlane);
        tenant = new Tenant(controlPlane);
        var objects =
                OBJECTS.formatted(tenant.namespace(), host, server.getAddress().getPort(), Gateway.PARENT, HOST);
        tenant.client()
                .load(new ByteArrayInputStream(objects.getBytes(StandardCharsets.UTF_8)))
                .create();
    }

    @AfterAll
    static void stop() {
        if (tenant != null) {
            tenant.close();
        }
        if (gateway != null) {
            gateway.close();
        }
        server.stop(0);
    }

    @Test
    void onlyWhatTheRouteMatchesPasses() {
        Tenant.within(
                Pace.of(30),
                () -> assertThat(gateway.status("POST", HOST, "/v1/embeddings")).isEqualTo(200));
        assertThat(gateway.status("GET", HOST, "/v1/embeddings")).isEqualTo(404);
        assertThat(gateway.status("POST", HOST, "/v1/embeddings/more")).isEqualTo(404);
        assertThat(gateway.status("POST", "other.example.com", "/v1/embeddings"))
                .isEqualTo(404);
    }
}
