package io.embeddingops.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.embeddingops.verification.Expectations;
import io.embeddingops.verification.Finding;
import io.embeddingops.verification.Problem;
import io.embeddingops.verification.Report;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that loses its API keys between two verifications. */
class LostKeysTest {

    private static final ServiceKey SERVICE = new ServiceKey("ai", "qwen");
    private static final Report PASSED = Report.of(List.of(), Optional.empty());

    private final AtomicInteger looks = new AtomicInteger();
    private volatile boolean closed;
    private volatile boolean alive = true;

    private final Endpoints endpoints = new Endpoints() {
        @Override
        public Connection of(Target target) {
            return new Connection(new RefusedEndpoint(null), Optional.empty());
        }

        @Override
        public boolean closed(Target target) {
            looks.incrementAndGet();
            return closed;
        }
    };

    private final Prober prober = new Prober(
            endpoints,
            run -> closed ? Report.of(List.of(new Finding(Problem.NO_API_KEYS, "none")), Optional.empty()) : PASSED,
            1,
            target -> alive,
            service -> {},
            new SimpleMeterRegistry(),
            Duration.ofMillis(10));

    @AfterEach
    void close() {
        prober.close();
    }

    @Test
    void isReportedLongBeforeTheNextVerification() {
        prober.watch(SERVICE, List.of(target(Optional.of("keys"))));
        await().untilAsserted(() -> assertThat(looks).hasValueGreaterThan(3));
        assertThat(report()).contains(PASSED);
        closed = true;
        await().untilAsserted(() -> assertThat(report())
                .hasValueSatisfying(
                        found -> assertThat(found.has(Problem.NO_API_KEYS)).isTrue()));
    }

    @Test
    void isNotAskedForWhenThePodIsGone() {
        prober.watch(SERVICE, List.of(target(Optional.of("keys"))));
        await().untilAsserted(() -> assertThat(looks).hasPositiveValue());
        alive = false;
        await().untilAsserted(() -> assertThat(prober.history(SERVICE, "a")).isEmpty());
        var before = looks.get();
        await().during(Duration.ofMillis(100)).until(() -> looks.get() == before);
    }

    @Test
    void isNotAskedForWithoutKeys() {
        prober.watch(SERVICE, List.of(target(Optional.empty())));
        await().untilAsserted(() -> assertThat(report()).contains(PASSED));
        await().during(Duration.ofMillis(100)).until(() -> looks.get() == 0);
    }

    private Optional<Report> report() {
        return prober.history(SERVICE, "a").flatMap(VerificationHistory::report);
    }

    private static Target target(Optional<String> keys) {
        return new Target(
                SERVICE,
                "a",
                "a",
                "1",
                "10.0.0.1",
                30000,
                "m",
                List.of(),
                new TargetAccess(keys, Optional.empty()),
                Expectations.NONE,
                Duration.ofHours(1),
                false);
    }
}
