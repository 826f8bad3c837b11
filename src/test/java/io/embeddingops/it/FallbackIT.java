package io.embeddingops.it;

import static io.embeddingops.it.ServiceWithFallback.FALLBACK;
import static io.embeddingops.it.ServiceWithFallback.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.fixtures.RoleRules;
import io.embeddingops.fixtures.ScriptedModel;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When the Service selects the servers of spec.fallback with mode Standby. */
@ExtendWith(SharedControlPlane.class)
class FallbackIT {

    private static final Duration AFTER = Duration.ofSeconds(3);
    private static final Duration IN_TIME = AFTER.plusSeconds(5);
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final Duration REST = Duration.ofSeconds(20);
    private static final String STANDBY = "{afterSeconds: %d}".formatted(AFTER.toSeconds());
    private static final ScriptedModel OTHER = new ScriptedModel(256, 2);

    private Tenant tenant;
    private ServiceWithFallback service;

    @BeforeEach
    void start(Tenant own) {
        tenant = own;
        service = new ServiceWithFallback(own);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void fallbackServesWhileNoServerIsReady() {
        startOperator();
        createReady();
        assertThat(service.selected().servers()).containsExactly(NAME);

        var gone = Instant.now();
        service.primary().crash(1);
        var serving = service.awaitSelected(FALLBACK, IN_TIME);

        assertThat(Duration.between(gone, serving)).isGreaterThanOrEqualTo(AFTER);
        service.awaitCondition(Condition.AVAILABLE, "True", "ServedByFallback");
        service.awaitCondition(Condition.READY, "False", "ServerCrashed");
        service.awaitCondition(Condition.FALLBACK_READY, "True", "FallbackServing");
        assertThat(service.status().fallback()).satisfies(fallback -> {
            assertThat(fallback.deployment()).isEqualTo(FALLBACK);
            assertThat(fallback.replicas()).isEqualTo(1);
            assertThat(fallback.readyReplicas()).isEqualTo(1);
            assertThat(fallback.serving()).isTrue();
            assertThat(Instant.parse(fallback.unavailableSince())).isBetween(gone.minusSeconds(1), gone.plus(AT_ONCE));
        });
        service.awaitEvent("FallbackServing");

        service.primary().serve(2);
        service.awaitSelected(NAME, AT_ONCE);
        service.awaitCondition(Condition.AVAILABLE, "True", "ReplicasAvailable");
        service.awaitCondition(Condition.FALLBACK_READY, "True", "FallbackStandby");
        service.awaitEvent("FallbackEnded");
        assertThat(service.status().fallback().unavailableSince()).isNull();
        assertThat(service.selected().servers()).containsExactly(NAME, FALLBACK, NAME);
    }

    @Test
    void shortOutageIsNotServed() {
        startOperator();
        createReady();
        for (var round = 1; round <= 3; round++) {
            service.primary().crash(round);
            Tenant.eventually(() ->
                    assertThat(service.status().fallback().unavailableSince()).isNotNull());
            service.primary().serve(round + 1);
            Tenant.eventually(() ->
                    assertThat(service.status().fallback().unavailableSince()).isNull());
        }
        assertSelectedFor(IN_TIME, NAME);
    }

    @Test
    void fallbackWithOtherVectorsNeverServes() {
        startOperator();
        service.withFallbackVectors(OTHER);
        service.create(STANDBY);
        service.primary().serve(1);
        service.awaitCondition(Condition.VERIFIED, "True", "Verified");
        var vectors = service.status().vectorSpace();
        service.fallback().serve(1);
        service.awaitCondition(Condition.FALLBACK_READY, "False", "FallbackVectorsDiffer");

        service.primary().crash(1);
        assertSelectedFor(IN_TIME.plusSeconds(2), NAME);
        service.awaitCondition(Condition.AVAILABLE, "False", "ReplicasUnavailable");
        assertThat(service.status().vectorSpace()).isEqualTo(vectors);

        service.withFallbackVectors(ScriptedModel.usual());
        service.fallback().serve(2);
        service.awaitSelected(FALLBACK, IN_TIME);

        service.withFallbackVectors(OTHER);
        service.fallback().serve(3);
        service.awaitSelected(NAME, IN_TIME);
        service.awaitCondition(Condition.FALLBACK_READY, "False", "FallbackVectorsDiffer");
        assertThat(service.selected().servers()).containsExactly(NAME, FALLBACK, NAME);
    }

    @Test
    void serviceScaledToZeroHasNoFallback() {
        startOperator();
        createReady();
        tenant.service(NAME).scale(0);
        Tenant.eventually(() -> assertThat(service.fallbackReplicas()).isZero());
        service.awaitCondition(Condition.READY, "True", "ScaledToZero");
        assertSelectedFor(IN_TIME, NAME);

        tenant.service(NAME).scale(1);
        Tenant.eventually(() -> assertThat(service.fallbackReplicas()).isEqualTo(1));
    }

    @Test
    void fallbackIsRemovedWithItsField() {
        startOperator();
        createReady();
        service.primary().crash(1);
        service.awaitSelected(FALLBACK, IN_TIME);

        service.removeFallback();
        service.awaitSelected(NAME, AT_ONCE);
        Tenant.eventually(() -> {
            assertThat(tenant.deployment(FALLBACK).get()).isNull();
            assertThat(service.status().fallback()).isNull();
            assertThat(service.status().condition(Condition.FALLBACK_READY)).isEmpty();
        });
    }

    /** Nobody reports the node's state, so that the node controller declares it, and its pods, not ready. */
    @Test
    void fallbackServesWhenTheNodeDies() {
        startOperator();
        service.create(STANDBY);
        try (var node = new SilentNode(tenant)) {
            node.take(service.primary().get());
            makeReady();
            Tenant.eventually(
                    () -> assertThat(service.primary().condition("Ready")).contains("False"));
            var gone = Instant.now();
            service.awaitSelected(FALLBACK, IN_TIME);
            assertThat(Duration.between(gone, service.selected().last().at())).isGreaterThan(Duration.ofSeconds(1));
            service.awaitCondition(Condition.AVAILABLE, "True", "ServedByFallback");
        }
    }

    @Test
    void nothingIsWrittenAtRestAndARestartChangesNothing(ControlPlane controlPlane) {
        var account = Account.in(tenant, "operator").grant(RoleRules.shipped().services());
        try (var operator = run(account)) {
            createReady();
            assertNoWriteFor(REST, controlPlane, account);
            service.primary().crash(1);
            service.awaitSelected(FALLBACK, IN_TIME);
            service.awaitCondition(Condition.AVAILABLE, "True", "ServedByFallback");
            service.awaitEvent("FallbackServing");
            assertNoWriteFor(REST, controlPlane, account);
            assertThat(operator.terminate(Duration.ofSeconds(20))).isZero();
        }
        var requests = service.requests();
        var version = service.resource().getMetadata().getResourceVersion();
        try (var operator = run(account)) {
            Tenant.eventually(() -> assertThat(service.requests()).isGreaterThan(requests));
            assertNoWriteFor(REST, controlPlane, account);
            assertThat(service.resource().getMetadata().getResourceVersion()).isEqualTo(version);
            assertThat(service.selected().servers()).containsExactly(NAME, FALLBACK);
            service.primary().serve(2);
            service.awaitSelected(NAME, AT_ONCE);
            assertThat(operator.terminate(Duration.ofSeconds(20))).isZero();
        }
    }

    private void startOperator() {
        tenant.startOperator("--probe-via", "direct");
    }

    private OperatorJar run(Account account) {
        return OperatorJar.runAs(account.kubeconfig(), "--namespaces", tenant.namespace(), "--probe-via", "direct");
    }

    private void createReady() {
        service.create(STANDBY);
        makeReady();
    }

    private void makeReady() {
        service.primary().serve(1);
        service.awaitCondition(Condition.VERIFIED, "True", "Verified");
        service.fallback().serve(1);
        service.awaitCondition(Condition.FALLBACK_READY, "True", "FallbackStandby");
    }

    private void assertSelectedFor(Duration time, String servers) {
        Awaitility.await()
                .during(time)
                .atMost(time.plusSeconds(2))
                .untilAsserted(() -> assertThat(service.selected().servers()).containsExactly(servers));
    }

    /** The operator may first finish what it has begun. */
    private static void assertNoWriteFor(Duration time, ControlPlane controlPlane, Account account) {
        var last = new int[] {-1};
        Awaitility.await("the last write").pollInterval(Duration.ofSeconds(3)).until(() -> {
            var before = last[0];
            last[0] = writes(controlPlane, account);
            return last[0] == before;
        });
        Awaitility.await()
                .pollInterval(Duration.ofSeconds(1))
                .during(time)
                .atMost(time.plusSeconds(5))
                .untilAsserted(() -> assertThat(writes(controlPlane, account)).isEqualTo(last[0]));
    }

    private static int writes(ControlPlane controlPlane, Account account) {
        return AuditLog.of(controlPlane, account).writes().size();
    }
}
