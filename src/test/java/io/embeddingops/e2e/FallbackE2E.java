package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.e2e.FallbackClients.By;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.SelectedServers;
import io.embeddingops.it.Tenant;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Servers of spec.fallback answer while no other server is ready, and only then, and only with the same vectors. */
@ExtendWith(RealNode.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FallbackE2E {

    private static final Duration AFTER = Duration.ofSeconds(5);
    private static final Duration IN_TIME = AFTER.plus(Pace.of(5));

    /** The operator, the endpoints and kube-proxy follow each other. */
    private static final Duration SWITCH = Pace.of(3);

    private static final Duration START = Pace.of(180);
    private static final String TAINT = "embeddingops.io/fallback-only";
    private static final String FALLBACK =
            "afterSeconds: %d, extraArgs: [--dtype, bfloat16], tolerations: [{key: %s, operator: Exists}]"
                    .formatted(AFTER.toSeconds(), TAINT);
    private static final String HEALTH = "health: {checkTimeoutSeconds: 5, periodSeconds: 3, failureThreshold: 2}\n";

    private static Tenant tenant;
    private static LiveService service;
    private static LiveService fallback;

    @BeforeAll
    static void start(ControlPlane controlPlane) {
        tenant = SglangService.tenant(controlPlane);
        service = LiveService.create(tenant, "steady", SglangService.TINY, HEALTH + "fallback: {" + FALLBACK + "}");
        fallback = new LiveService(tenant, "steady-fallback");
        service.awaitReady(START);
        awaitFallback("True", "FallbackStandby");
    }

    @AfterAll
    static void stop() {
        tenant.close();
    }

    @Test
    @Order(1)
    void fallbackAnswersWhileTheServerHangs() {
        try (var outage = new Outage()) {
            new PodProcesses(service.pod()).suspend(PodProcesses.SCHEDULER);
            outage.awaitFallback(IN_TIME);
            outage.awaitEnd();
        }
    }

    @Test
    @Order(2)
    @EnabledIfSystemProperty(named = "e2e.transitions", matches = "true")
    void fallbackAnswersWhileTheServerCrashesAgainAndAgain() {
        var crashes = Executors.newSingleThreadScheduledExecutor();
        try (var outage = new Outage()) {
            var server = new PodProcesses(service.pod());
            crashes.scheduleWithFixedDelay(
                    () -> server.find(PodProcesses.SCHEDULER).ifPresent(running -> server.kill(PodProcesses.SCHEDULER)),
                    0,
                    500,
                    TimeUnit.MILLISECONDS);
            outage.awaitFallback(IN_TIME);
            var restarts = service.server().getRestartCount();
            Tenant.within(
                    START, () -> assertThat(service.server().getRestartCount()).isGreaterThan(restarts));
            crashes.shutdownNow();
            outage.awaitEnd();
        } finally {
            crashes.shutdownNow();
        }
    }

    @Test
    @Order(3)
    @EnabledIfSystemProperty(named = "e2e.transitions", matches = "true")
    void fallbackAnswersWhileTheServerCannotBeScheduled() {
        try (var outage = new Outage()) {
            try (var taint = NodeTaint.add(tenant.client(), TAINT)) {
                delete(service.pod());
                outage.awaitFallback(IN_TIME);
                assertThat(service.ready().reason()).as(taint.key()).isIn("Unscheduled", "InsufficientResources");
            }
            outage.awaitEnd();
        }
    }

    @Test
    @Order(4)
    @EnabledIfSystemProperty(named = "e2e.transitions", matches = "true")
    void fallbackWithOtherVectorsNeverAnswers() {
        service.edit(SglangService.TINY, HEALTH + """
                fallback: {afterSeconds: %d, extraArgs: [--json-model-override-args, '{"num_hidden_layers": 1}'],
                  tolerations: [{key: %s, operator: Exists}]}
                """.formatted(AFTER.toSeconds(), TAINT));
        awaitFallback("False", "FallbackVectorsDiffer");
        try (var selected = new SelectedServers(tenant, service.name());
                var load = new ConstantLoad(new EmbeddingClient(tenant.client(), AFTER), service.url())) {
            try (var taint = NodeTaint.add(tenant.client(), TAINT)) {
                delete(service.pod());
                Tenant.within(
                        IN_TIME,
                        () -> assertThat(load.failures()).as(taint.key()).isNotEmpty());
                var failures = load.failures().size();
                var sent = load.sent();
                Awaitility.await()
                        .during(IN_TIME.plusSeconds(5))
                        .atMost(IN_TIME.plusSeconds(10))
                        .untilAsserted(() -> assertThat(selected.servers()).containsExactly(service.name()));
                // those in flight may count twice
                assertThat(load.failures().size() - failures).isGreaterThanOrEqualTo(load.sent() - sent - 4);
            }
            service.awaitReady(START);
            assertThat(selected.servers()).containsExactly(service.name());
        }
    }

    @Test
    @Order(5)
    @EnabledIfSystemProperty(named = "e2e.transitions", matches = "true")
    void fallbackOnDemandIsStartedWhenItIsNeeded() {
        service.edit(SglangService.TINY, HEALTH + "fallback: {mode: OnDemand, " + FALLBACK + "}");
        // it has just run, and would stay for five minutes
        tenant.deployment(fallback.name()).scale(0);
        awaitFallback("True", "FallbackStopped");
        try (var load = new ConstantLoad(new EmbeddingClient(tenant.client(), AFTER), service.url())) {
            try (var taint = NodeTaint.add(tenant.client(), TAINT)) {
                delete(service.pod());
                Tenant.within(
                        IN_TIME,
                        () -> assertThat(fallback.pods()).as(taint.key()).hasSize(1));
                var begin = Instant.now();
                Tenant.within(START, () -> assertThat(isReady(fallback)).isTrue());
                System.err.println("the fallback was ready after "
                        + Duration.between(begin, Instant.now()).toSeconds() + " s");
                Tenant.within(IN_TIME, () -> assertThat(answers()).isTrue());
            }
            service.awaitReady(START);
            load.end();
        }
        assertThat(service.resource().getStatus().fallback().until()).isNotNull();
    }

    /** One outage under load, and what the clients saw of it. */
    private static final class Outage implements AutoCloseable {

        private final SelectedServers selected = new SelectedServers(tenant, service.name());
        private final FallbackClients clients = new FallbackClients(
                // shorter than the time until the fallback serves, so that no client is still waiting then
                new EmbeddingClient(tenant.client(), AFTER), service, service.pod(), fallback.pod());

        private Instant gone;
        private Instant first;

        Outage() {
            Tenant.eventually(() -> assertThat(clients.answers(By.PRIMARY)).hasSizeGreaterThan(20));
        }

        void awaitFallback(Duration limit) {
            Tenant.within(START, () -> assertThat(isReady(service)).isFalse());
            gone = Instant.now();
            Tenant.within(
                    limit.plusSeconds(10),
                    () -> assertThat(clients.answers(By.FALLBACK)).isNotEmpty());
            first = clients.answers(By.FALLBACK).get(0).answered();
            System.err.println("first answer of the fallback after "
                    + Duration.between(gone, first).toMillis() + " ms");
            assertThat(Duration.between(gone, first)).isBetween(AFTER.minusMillis(500), limit);
            Tenant.eventually(() -> assertThat(service.resource().getStatus().condition(Condition.AVAILABLE))
                    .hasValueSatisfying(
                            condition -> assertThat(condition.reason()).isEqualTo("ServedByFallback")));
            assertThat(service.ready().status()).isEqualTo(Condition.FALSE);
        }

        /** Waits until a server of the service answers again, and checks every answer. */
        void awaitEnd() {
            Tenant.within(START, () -> assertThat(isReady(service)).isTrue());
            var back = Instant.now();
            Tenant.within(
                    START,
                    () -> assertThat(clients.answers(By.PRIMARY))
                            .filteredOn(answer -> answer.sent().isAfter(back.plus(SWITCH)))
                            .hasSizeGreaterThan(100));
            var all = clients.end();
            assertThat(all).filteredOn(answer -> answer.by() == By.UNKNOWN).isEmpty();
            assertThat(all)
                    .as("failures since the fallback answers")
                    .filteredOn(
                            answer -> answer.by() == By.NOBODY && answer.sent().isAfter(first))
                    .isEmpty();
            assertThat(all)
                    .as("answers of the fallback while another server was ready")
                    .filteredOn(answer -> answer.by() == By.FALLBACK)
                    .allSatisfy(answer -> assertThat(answer.sent()).isBetween(gone, back.plus(SWITCH)));
            assertThat(selected.servers()).isEqualTo(List.of(service.name(), fallback.name(), service.name()));
            service.awaitReady(START);
            FallbackE2E.awaitFallback("True", "FallbackStandby");
        }

        @Override
        public void close() {
            clients.close();
            selected.close();
        }
    }

    private static void awaitFallback(String status, String reason) {
        Tenant.within(
                START,
                () -> assertThat(Optional.ofNullable(service.resource().getStatus())
                                .flatMap(found -> found.condition(Condition.FALLBACK_READY)))
                        .hasValueSatisfying(condition -> assertThat(condition)
                                .extracting(Condition::status, Condition::reason)
                                .containsExactly(status, reason)));
    }

    private static void delete(Pod pod) {
        tenant.client().resource(pod).delete();
    }

    private static boolean answers() {
        try {
            var url = service.url() + "/embeddings";
            return new EmbeddingClient(tenant.client(), AFTER)
                            .request("POST", url, "any")
                            .status()
                    == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static boolean isReady(LiveService servers) {
        return servers.pods().stream()
                .flatMap(pod -> pod.getStatus().getConditions().stream())
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }
}
