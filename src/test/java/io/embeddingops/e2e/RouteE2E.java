package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service behind a real Gateway: Envoy, configured by Envoy Gateway. */
@EnabledIfSystemProperty(named = "e2e.access", matches = "true")
@ExtendWith(RealNode.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RouteE2E {

    private static final Duration START = Pace.of(180);
    private static final Duration FOUND = Pace.of(60);
    private static final String HOST = "embeddings.example.test";

    /** Longer than Envoy waits for an answer by default, and shorter than it takes the kubelet to notice. */
    private static final Duration SLOW = Duration.ofSeconds(18);

    private static Gateway gateway;
    private static Tenant tenant;
    private static LiveService service;
    private static EmbeddingClient client;

    @BeforeAll
    static void start(ControlPlane controlPlane) {
        gateway = Gateway.start(controlPlane);
        tenant = new Tenant(controlPlane)
                .startOperator("--allowed-host-paths", SglangService.allowedHostPaths(), "--allowed-gateways", "*");
        service = LiveService.create(tenant, "routed", SglangService.MINILM, """
                route: {parentRefs: [%s], hostnames: [%s], pathPrefix: /minilm}
                """.formatted(Gateway.PARENT, HOST));
        client = EmbeddingClient.outside(Pace.of(60));
    }

    @AfterAll
    static void stop() {
        if (tenant != null) {
            tenant.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    @Order(1)
    void embeddingsPass() {
        service.awaitReady(START);
        var texts = List.of("a text", "another one");
        var inside = new EmbeddingClient(tenant.client(), Pace.of(30)).embed(service.url(), "minilm", texts);
        Tenant.within(
                FOUND, () -> assertThat(status("POST", "/minilm/v1/embeddings")).isEqualTo(200));
        var outside = client.embed(url(HOST, "/minilm/v1"), "minilm", texts);
        for (var i = 0; i < texts.size(); i++) {
            assertThat(Vectors.cosine(outside.get(i), inside.get(i))).isCloseTo(1, within(1e-6));
        }
        assertThat(status("GET", "/minilm/v1/models")).isEqualTo(200);
    }

    @ParameterizedTest
    @Order(2)
    @CsvSource({
        "GET, /minilm/v1/embeddings",
        "DELETE, /minilm/v1/embeddings",
        "POST, /minilm/v1/models",
        "GET, /minilm/v1/models/minilm",
        "POST, /minilm/v1/embeddings/",
        "POST, /minilm/v1/embeddings/x",
        "POST, /minilm/v1/completions",
        "GET, /minilm/health",
        "GET, /minilm/metrics",
        "GET, /minilm/model_info",
        "POST, /minilm/update_weights_from_disk",
        "POST, /minilm/v1/score",
        "POST, /v1/embeddings",
        "GET, /minilm",
        "GET, /"
    })
    void nothingElsePasses(String method, String path) {
        assertThat(status(method, path)).isEqualTo(404);
    }

    @Test
    @Order(2)
    void otherHostsDoNotPass() {
        var url = url("other.example.test", "/minilm/v1/embeddings");
        assertThat(client.request("POST", url, "minilm").status()).isEqualTo(404);
    }

    @Test
    @Order(3)
    void slowAnswerIsWaitedFor() {
        var processes = new PodProcesses(service.pod());
        processes.suspend(PodProcesses.SCHEDULER);
        CompletableFuture.delayedExecutor(SLOW.toSeconds(), TimeUnit.SECONDS)
                .execute(() -> processes.resume(PodProcesses.SCHEDULER));
        var begin = System.nanoTime();
        assertThat(status("POST", "/minilm/v1/embeddings")).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(SLOW.minusSeconds(2));
    }

    @Test
    @Order(4)
    void missingGatewayIsReported() {
        edit("{name: absent, namespace: nowhere}");
        var found = service.awaitFailure("RouteNotAccepted", FOUND);
        assertThat(found.message()).contains("nowhere/absent", "spec.route.parentRefs");
    }

    @Test
    @Order(5)
    void refusalOfTheGatewayIsReported() {
        edit("{name: %s, namespace: %s, sectionName: absent}".formatted(Gateway.NAME, Gateway.NAMESPACE));
        var found = service.awaitFailure("RouteNotAccepted", FOUND);
        assertThat(found.message()).contains(Gateway.NAMESPACE + "/" + Gateway.NAME, "NoMatchingParent");
    }

    @Test
    @Order(6)
    void routeIsDeletedWithTheField() {
        edit(Gateway.PARENT);
        service.awaitReady(FOUND);
        service.edit(SglangService.MINILM, "{}");
        service.awaitReady(FOUND);
        Tenant.within(
                FOUND, () -> assertThat(status("POST", "/minilm/v1/embeddings")).isEqualTo(404));
        assertThat(service.pods()).hasSize(1);
        assertThat(service.server().getRestartCount()).isZero();
    }

    private static void edit(String parent) {
        service.edit(
                SglangService.MINILM,
                "route: {parentRefs: [%s], hostnames: [%s], pathPrefix: /minilm}".formatted(parent, HOST));
    }

    private static int status(String method, String path) {
        return client.request(method, url(HOST, path), "minilm").status();
    }

    private static String url(String host, String path) {
        return "http://" + host + ":" + URI.create(gateway.url()).getPort() + path;
    }
}
