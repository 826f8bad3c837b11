package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** A service with API keys, which change while it is used. Takes minutes, since the kubelet updates Secrets once a minute. */
@EnabledIfSystemProperty(named = "e2e.access", matches = "true")
@ExtendWith(RealNode.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeysE2E {

    private static final Duration START = Pace.of(180);
    private static final Duration FOUND = Pace.of(60);

    /** Promised in the description of spec.access.apiKeySecret. */
    private static final Duration EFFECTIVE = Duration.ofSeconds(90);

    /**
     * For how long the answers must stay as they are. Also keeps the next edit away from the moment after a sync of the kubelet, which
     * syncs a pod every 60 to 90 s.
     */
    private static final Duration HELD = Duration.ofSeconds(15);

    private static final String SEARCH = "key-of-search-3f1c9a";
    private static final String WEB = "key-of-web-7b20d4";
    private static final String BULK = "key-of-bulk-c85e16";
    private static final String ADDED = "key-that-is-added-09aa72";
    private static final Map<String, String> KEYS = Map.of("search", SEARCH, "web", WEB, "bulk", BULK + "\n");

    private static Tenant tenant;
    private static ServiceSecret secret;
    private static LiveService service;
    private static EmbeddingClient anybody;
    private static String podUid;

    @BeforeAll
    static void start(ControlPlane controlPlane) {
        // through the API server, which uses the header itself, the operator could not send a key
        tenant = new Tenant(controlPlane)
                .startOperator(
                        "--allowed-host-paths",
                        SglangService.allowedHostPaths(),
                        "--allowed-secrets",
                        "api-keys",
                        "--probe-via",
                        "direct");
        secret = ServiceSecret.create(tenant, "api-keys", "Opaque", KEYS);
        service = LiveService.create(tenant, "closed", SglangService.TINY, """
                access: {apiKeySecret: {name: api-keys}}
                """);
        anybody = new EmbeddingClient(tenant.client(), Pace.of(60));
        service.awaitReady(START);
        podUid = service.pod().getMetadata().getUid();
    }

    @AfterAll
    static void stop() {
        if (tenant != null) {
            tenant.close();
        }
    }

    @Test
    @Order(1)
    void serviceIsVerifiedWithAKey() {
        service.awaitVerified(FOUND);
    }

    @Test
    @Order(2)
    void onlyValidKeysAreAnswered() {
        for (var header : List.of("Bearer " + SEARCH, "Bearer " + BULK, "bearer " + WEB, "BEARER " + WEB)) {
            assertThat(status(anybody.withAuthorization(header))).as(header).isEqualTo(200);
        }
        for (var header : List.of(
                "Bearer " + ADDED,
                "Bearer",
                "Bearer ",
                "Bearer " + SEARCH.substring(0, SEARCH.length() - 1),
                "Bearer " + SEARCH + "0",
                "Bearer search",
                "Basic " + SEARCH,
                "Basic " + ServiceSecret.encoded("search:" + SEARCH),
                SEARCH)) {
            assertThat(status(anybody.withAuthorization(header))).as(header).isEqualTo(401);
        }
        var refused = anybody.get(service.url() + "/models");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body().at("/error/code").asText()).isEqualTo("invalid_api_key");
        assertThat(anybody.text(endpoint("/health"))).isEmpty();
    }

    @Test
    @Order(3)
    void usageIsCountedByTheNameOfTheKey() {
        var before = anybody.text(endpoint("/metrics"));
        assertThat(before).contains("embedding_operator_requests_total{api_key=\"\",status=\"401\"} ");
        anybody.withAuthorization("Bearer " + BULK).embed(service.url(), "any", List.of("one", "two", "three"));
        var after = anybody.text(endpoint("/metrics"));
        assertThat(count(after, "texts_total{api_key=\"bulk\"}") - count(before, "texts_total{api_key=\"bulk\"}"))
                .isEqualTo(3);
        assertThat(count(after, "tokens_total{api_key=\"bulk\"}") - count(before, "tokens_total{api_key=\"bulk\"}"))
                .isGreaterThanOrEqualTo(3);
        assertThat(after).contains("embedding_operator_requests_total{api_key=\"bulk\",status=\"200\"} ");
    }

    @Test
    @Order(4)
    void changedKeysTakeEffectUnderLoad() {
        try (var traffic = new KeyTraffic(anybody, service.url(), List.of(SEARCH, WEB, BULK, ADDED, "never-valid"))) {
            Tenant.within(
                    FOUND,
                    () -> assertThat(traffic.last(BULK) + traffic.last(ADDED)).isEqualTo(200 + 401));
            turn(traffic, Map.of("search", SEARCH, "web", WEB, "added", ADDED), BULK, ADDED);
            turn(traffic, KEYS, ADDED, BULK);
            traffic.end();
            System.err.println(traffic.sent() + " requests while keys changed");
            assertThat(List.of(traffic.course(SEARCH), traffic.course(WEB))).containsOnly(List.of(200));
            assertThat(traffic.course("never-valid")).containsExactly(401);
            assertThat(traffic.course(BULK)).containsExactly(200, 401, 200);
            assertThat(traffic.course(ADDED)).containsExactly(401, 200, 401);
        }
        assertUndisturbed();
    }

    @Test
    @Order(5)
    void serviceWithoutKeysAnswersNobody() {
        secret.write(Map.of());
        var holder = anybody.withAuthorization("Bearer " + SEARCH);
        Tenant.within(EFFECTIVE, () -> assertThat(status(holder)).isEqualTo(401));
        assertThat(holder.get(service.url() + "/models")
                        .body()
                        .at("/error/code")
                        .asText())
                .isEqualTo("no_api_keys");
        assertThat(service.awaitFailure("NoApiKeys", FOUND).message()).contains("api-keys");
        secret.write(KEYS);
        Tenant.within(EFFECTIVE, () -> assertThat(status(holder)).isEqualTo(200));
        service.awaitReady(FOUND);
        assertUndisturbed();
    }

    @Test
    @Order(6)
    void keysAreShownNowhere() throws IOException {
        var yaml = tenant.client().getKubernetesSerialization();
        var namespace = tenant.namespace();
        var seen = String.join(
                "\n",
                yaml.asYaml(service.pod()),
                yaml.asYaml(tenant.deployment(service.name()).get()),
                yaml.asYaml(service.resource()),
                yaml.asYaml(tenant.client().configMaps().inNamespace(namespace).list()),
                yaml.asYaml(tenant.client().v1().events().inNamespace(namespace).list()),
                service.podResources().resources().findFirst().orElseThrow().getLog(),
                anybody.text(endpoint("/metrics")),
                Files.readString(FailureDiagnostics.OPERATOR_LOG));
        assertThat(seen).contains("api-keys");
        Stream.of(SEARCH, WEB, BULK, ADDED)
                .flatMap(key -> Stream.of(key, ServiceSecret.encoded(key)))
                .forEach(text -> assertThat(seen.contains(text)).as(text).isFalse());
    }

    private static void turn(KeyTraffic traffic, Map<String, String> keys, String removed, String added) {
        secret.write(keys);
        var edited = Instant.now();
        Tenant.within(
                EFFECTIVE,
                () -> assertThat(List.of(traffic.last(removed), traffic.last(added)))
                        .containsExactly(401, 200));
        System.err.println("keys took effect after "
                + Duration.between(edited, Instant.now()).toSeconds() + " s");
        Awaitility.await()
                .during(HELD)
                .atMost(HELD.plusSeconds(10))
                .until(() -> traffic.last(removed) == 401 && traffic.last(added) == 200);
    }

    /** The kubelet's probes need no key, and a change of keys restarts nothing. */
    private static void assertUndisturbed() {
        assertThat(service.pod().getMetadata().getUid()).isEqualTo(podUid);
        assertThat(service.server().getRestartCount()).isZero();
        assertThat(service.server().getReady()).isTrue();
    }

    private static int status(EmbeddingClient client) {
        return client.post(service.url() + "/embeddings", Map.of("model", "any", "input", "a text"))
                .status();
    }

    private static String endpoint(String path) {
        return service.url().replaceFirst("/v1$", path);
    }

    private static double count(String metrics, String counter) {
        return metrics.lines()
                .filter(line -> line.startsWith("embedding_operator_" + counter + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
