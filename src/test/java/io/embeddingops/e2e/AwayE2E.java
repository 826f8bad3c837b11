package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.ApiServerWrites;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.OperatorJar;
import io.embeddingops.it.Tenant;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The operator or the API server dies in the middle of a rollout: servers go on, and on return the rollout ends well. */
@ExtendWith(RealNode.class)
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
        startOperator();
        service = LiveService.create(tenant, "tiny", SglangService.TINY, "{}");
        service.awaitReady(START);
        client = new EmbeddingClient(tenant.client(), Pace.of(30));
    }

    @AfterAll
    static void stop() {
        if (operator != null) {
            operator.close();
        }
        tenant.close();
    }

    @Test
    void theOperatorIsKilled() {
        try (var load = new ConstantLoad(client, service.url())) {
            beginRollout("1");
            operator.close();
            service.edit(SglangService.TINY, spec("1", "team: search"));
            awaitNewPodAlone();
            load.end();
            assertThat(load.failures()).isEmpty();
        }
        DeadlyRequest.send(service);
        Tenant.within(
                START, () -> assertThat(service.server().getRestartCount()).isEqualTo(1));
        Tenant.within(START, () -> assertThat(service.server().getReady()).isTrue());
        assertThat(answers(service.url())).isTrue();

        startOperator();
        service.awaitReady(START);
        assertThat(tenant.kubernetesService("tiny").get().getMetadata().getLabels())
                .containsEntry("team", "search");
        assertQuiet();
    }

    @Test
    void theApiServerIsKilled() {
        try (var load = new ConstantLoad(client, service.url())) {
            beginRollout("2");
            var url = service.url();
            controlPlane.killApiServer();
            try {
                var sent = load.sent();
                Tenant.within(START, () -> assertThat(load.sent()).isGreaterThan(sent + REQUESTS));
                load.end();
                assertThat(load.failures()).isEmpty();
                DeadlyRequest.send(client, url);
                Tenant.within(START, () -> assertThat(answers(url)).isTrue());
            } finally {
                controlPlane.startApiServer();
            }
        }
        service.awaitReady(ROLL);
        assertThat(service.ready().observedGeneration())
                .isEqualTo(service.resource().getMetadata().getGeneration());
        assertQuiet();
    }

    private static boolean answers(String url) {
        try {
            return client.embed(url, "any", List.of("a text")).size() == 1;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static void startOperator() {
        operator = OperatorJar.run(
                controlPlane,
                "--namespaces",
                tenant.namespace(),
                "--allowed-host-paths",
                SglangService.allowedHostPaths());
    }

    private static void beginRollout(String round) {
        service.edit(SglangService.TINY, spec(round, ""));
        Tenant.within(START, () -> assertThat(service.pods()).hasSize(2));
    }

    private static String spec(String round, String label) {
        return "{server: {env: [{name: ROUND, value: '%s'}]}, service: {labels: {%s}}}".formatted(round, label);
    }

    private static void awaitNewPodAlone() {
        Tenant.within(ROLL, () -> {
            assertThat(service.pods()).hasSize(1);
            assertThat(service.server().getReady()).isTrue();
        });
    }

    /** What others still write in the cluster comes to an end; then nothing follows. */
    private static void assertQuiet() {
        var last = new AtomicReference<>(ApiServerWrites.of(tenant.client()));
        Awaitility.await("the last writes")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(3))
                .until(() -> {
                    var now = ApiServerWrites.of(tenant.client());
                    return now.equals(last.getAndSet(now));
                });
        Awaitility.await("no write")
                .pollInterval(Duration.ofSeconds(1))
                .during(QUIET)
                .atMost(QUIET.plusSeconds(5))
                .untilAsserted(
                        () -> assertThat(ApiServerWrites.of(tenant.client()).since(last.get()))
                                .isEmpty());
    }
}
