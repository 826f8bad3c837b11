package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.it.ApiServerWrites;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.OperatorJar;
import io.embeddingops.it.Tenant;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** The operator or the API server is killed during a rollout: servers keep running, and the rollout completes later. */
@DisabledIfSystemProperty(named = "e2e.essential", matches = "true")
@ExtendWith(RealNode.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AwayE2E {

    private static final Duration START = Pace.of(120);
    private static final Duration ROLL = Pace.of(180);
    private static final int REQUESTS = 50;
    private static final Duration QUIET = Duration.ofSeconds(15);

    private static ControlPlane controlPlane;
    private static Tenant tenant;
    private static LiveService service;
    private static EmbeddingClient client;
    private static OperatorJar operator;

    @BeforeAll
    static void start(ControlPlane plane) {
        controlPlane = plane;
        tenant = new Tenant(plane);
        operator = run();
        service = LiveService.create(tenant, "tiny", SglangService.TINY, "{}");
        service.awaitReady(START);
        client = new EmbeddingClient(tenant.client(), Pace.of(30));
    }

    @BeforeEach
    void restart() {
        operator.close();
        operator = run();
    }

    @AfterAll
    static void stop() {
        if (operator != null) {
            operator.close();
        }
        tenant.close();
    }

    @Test
    @Order(1)
    void rolloutCompletesAfterTheOperatorWasKilled() {
        try (var load = new ConstantLoad(client, service.url())) {
            beginRollout("1");
            operator.close();
            service.edit(SglangService.TINY, spec("1", "team: search"));
            awaitOnlyTheNewPod();
            load.end();
            assertThat(load.failures()).isEmpty();
        }
        EngineCrash.of(service);
        Tenant.within(
                START, () -> assertThat(service.server().getRestartCount()).isEqualTo(1));
        Tenant.within(START, () -> assertThat(responds(service.url())).isTrue());

        operator = run();
        service.awaitReady(START);
        assertThat(tenant.kubernetesService("tiny").get().getMetadata().getLabels())
                .containsEntry("team", "search");
        assertQuiet();
    }

    /** Runs last, because the kubelet takes up to a minute to recover afterwards. */
    @Test
    @Order(2)
    void rolloutCompletesAfterTheApiServerWasKilled() {
        try (var load = new ConstantLoad(client, service.url())) {
            beginRollout("2");
            var url = service.url();
            var pods = service.pods();
            controlPlane.killApiServer();
            try {
                var sent = load.sent();
                Tenant.within(START, () -> assertThat(load.sent()).isGreaterThan(sent + REQUESTS));
                load.end();
                assertThat(load.failures()).isEmpty();
                EngineCrash.of(pods);
                Tenant.within(START, () -> assertThat(responds(url)).isTrue());
            } finally {
                controlPlane.startApiServer();
            }
        }
        service.awaitReady(ROLL);
        assertThat(service.ready().observedGeneration())
                .isEqualTo(service.resource().getMetadata().getGeneration());
        assertQuiet();
    }

    private static boolean responds(String url) {
        try {
            return client.embed(url, "any", List.of("a text")).size() == 1;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static OperatorJar run() {
        return OperatorJar.run(
                controlPlane,
                "--namespaces",
                tenant.namespace(),
                "--allowed-host-paths",
                SglangService.allowedHostPaths(),
                "--allowed-image-prefixes",
                "registry.local");
    }

    private static void beginRollout(String round) {
        service.edit(SglangService.TINY, spec(round, ""));
        Tenant.within(START, () -> assertThat(service.allPods()).hasSize(2));
    }

    private static String spec(String round, String label) {
        return "{server: {env: [{name: ROUND, value: '%s'}]}, service: {labels: {%s}}}".formatted(round, label);
    }

    private static void awaitOnlyTheNewPod() {
        Tenant.within(ROLL, () -> {
            assertThat(service.allPods()).hasSize(1);
            assertThat(service.server().getReady()).isTrue();
        });
    }

    /**
     * Checks that nothing is written once the server is verified, except pods and Events by the kubelet, which may be
     * late after an outage.
     */
    private static void assertQuiet() {
        Tenant.within(
                START,
                () -> assertThat(service.resource().getStatus().condition(Condition.VERIFIED))
                        .hasValueSatisfying(
                                verified -> assertThat(verified.status()).isEqualTo(Condition.TRUE)));
        var before = ApiServerWrites.of(tenant.client());
        var events = tenant.events(service.name()).size();
        Awaitility.await("no write")
                .pollInterval(Duration.ofSeconds(1))
                .during(QUIET)
                .atMost(QUIET.plusSeconds(5))
                .untilAsserted(() -> {
                    assertThat(ApiServerWrites.of(tenant.client()).since(before))
                            .allSatisfy((kind, count) -> assertThat(kind).matches(".* (pods|events)"));
                    assertThat(tenant.events(service.name())).hasSize(events);
                });
    }
}
