package io.embeddingops.it;

import static io.embeddingops.it.ServiceWithFallback.FALLBACK;
import static io.embeddingops.it.ServiceWithFallback.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.config.OperatorConfig;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.leadership.Leadership;
import io.embeddingops.reconciler.OperatorFactory;
import io.embeddingops.reconciler.Pacing;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When the servers of spec.fallback with mode OnDemand run, with all pauses shortened. */
@ExtendWith(SharedControlPlane.class)
class FallbackOnDemandIT {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    /** What five minutes are with these pauses. */
    private static final Duration STAY = Duration.ofSeconds(10);

    private static final Duration AFTER = Duration.ofSeconds(2);
    private static final Duration IN_TIME = AFTER.plusSeconds(5);
    private static final String ON_DEMAND = "{mode: OnDemand, replicas: 1, afterSeconds: 2}";

    private Tenant tenant;
    private ServiceWithFallback service;
    private Operator operator;

    @BeforeEach
    void start(Tenant own) throws Exception {
        tenant = own;
        service = new ServiceWithFallback(own);
        startOperator();
        service.create(ON_DEMAND);
        service.primary().serve(1);
        service.awaitCondition(Condition.VERIFIED, "True", "Verified");
        service.awaitCondition(Condition.FALLBACK_READY, "True", "FallbackStopped");
    }

    @AfterEach
    void stop() {
        operator.stop();
        service.close();
    }

    @Test
    void fallbackRunsOnlyWhileItIsNeeded() {
        assertThat(service.fallbackReplicas()).isZero();

        var gone = Instant.now();
        service.primary().crash(1);
        Tenant.within(IN_TIME, () -> assertThat(service.fallbackReplicas()).isEqualTo(1));
        assertThat(Duration.between(gone, Instant.now())).isGreaterThanOrEqualTo(AFTER);
        service.fallback().serve(1);
        service.awaitSelected(FALLBACK, IN_TIME);
        service.awaitCondition(Condition.AVAILABLE, "True", "ServedByFallback");

        service.primary().serve(2);
        var back = service.awaitSelected(NAME, IN_TIME);
        Tenant.eventually(() -> assertThat(service.status().fallback().until()).isNotNull());
        assertThat(Instant.parse(service.status().fallback().until()))
                .isBetween(back.plus(STAY).minusSeconds(2), back.plus(STAY).plusSeconds(2));
        Tenant.within(
                STAY.plusSeconds(5),
                () -> assertThat(service.fallbackReplicas()).isZero());
        assertThat(Duration.between(back, Instant.now())).isGreaterThanOrEqualTo(STAY.minusSeconds(1));
        service.awaitCondition(Condition.FALLBACK_READY, "True", "FallbackStopped");
        assertThat(service.status().fallback().until()).isNull();
    }

    @Test
    void shortOutageStartsNothing() {
        service.primary().crash(1);
        service.primary().serve(2);
        Awaitility.await()
                .during(IN_TIME)
                .atMost(IN_TIME.plusSeconds(2))
                .untilAsserted(() -> assertThat(service.fallbackReplicas()).isZero());
    }

    @Test
    void restartedOperatorStopsWhatIsNoLongerNeeded() throws Exception {
        service.primary().crash(1);
        Tenant.within(IN_TIME, () -> assertThat(service.fallbackReplicas()).isEqualTo(1));
        operator.stop();
        service.primary().serve(2);
        startOperator();
        Tenant.within(
                STAY.plusSeconds(15),
                () -> assertThat(service.fallbackReplicas()).isZero());
    }

    private void startOperator() throws Exception {
        operator = OperatorFactory.create(
                OperatorConfig.read(Map.of("--namespaces", tenant.namespace(), "--probe-via", "direct"), Map.of()),
                tenant.operatorClient(Kinds.all()),
                new SimpleMeterRegistry(),
                Clock.systemUTC(),
                new Leadership(() -> {}),
                Kinds.all(),
                new Pacing(LOOK_AGAIN, Pacing.DEFAULT.firstRetry(), Pacing.DEFAULT.longestRetry()));
        operator.start();
    }
}
