package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Loading a model has its own timeout. */
@ExtendWith(RealNode.class)
class SlowStartE2E {

    /** The liveness probe alone would kill a server after two refused connections. */
    private static final Duration LIVENESS = Duration.ofSeconds(4);

    private static final Duration LONGEST_START = Pace.of(150);
    private static final Duration REPORTED = Pace.of(60);

    @Test
    void onlyTheStartupTimeoutRestartsALoadingServer(Tenant tenant) {
        var begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var hasty = LiveService.create(tenant, "hasty", SglangService.TINY, """
                health: {startupTimeoutSeconds: 10, checkTimeoutSeconds: 5}
                """);
        var patient = LiveService.create(tenant, "patient", SglangService.TINY, """
                health: {startupTimeoutSeconds: 300, checkTimeoutSeconds: 5, periodSeconds: 2, failureThreshold: 2}
                """);

        var loading = tenant.awaitReady("patient", "False", "LoadingModel", REPORTED);
        assertThat(loading.message()).contains("(spec.health.startupTimeoutSeconds: 300)");
        var tooSlow = hasty.awaitFailure("StartupTimeout", REPORTED);
        assertThat(tooSlow.message())
                .contains("not healthy within 10 seconds", "raise spec.health.startupTimeoutSeconds");
        Tenant.within(
                REPORTED, () -> assertThat(hasty.server().getRestartCount()).isPositive());
        Tenant.eventually(
                () -> assertThat(hasty.eventMessages("StartupTimeout", begin)).isNotEmpty());
        tenant.service("hasty").delete();

        patient.awaitReady(LONGEST_START);
        var started = Instant.parse(patient.server().getState().getRunning().getStartedAt());
        assertThat(Duration.between(started, Instant.parse(patient.ready().lastTransitionTime())))
                .isGreaterThan(LIVENESS);
        assertThat(patient.server().getRestartCount()).isZero();
        assertThat(patient.kubeletEvents(patient.pod(), Set.of("Killing"), begin))
                .isEmpty();
    }
}
