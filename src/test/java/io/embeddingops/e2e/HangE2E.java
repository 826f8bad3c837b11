package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.Tenant;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server whose engine hangs, while its port is open, is found out, restarted and reported. */
@ExtendWith(RealNode.class)
class HangE2E {

    private static final String ENGINE = "sglang::scheduler";

    private static final Duration NOTICED = Pace.of(Residents.CHECK_TIMEOUT_SECONDS + Residents.PERIOD_SECONDS + 5);

    /** Until the second failed check, and 10 s to end. */
    private static final Duration RESTARTED = Pace.of(45);

    /** 10 s by the probe's grace period; Kubernetes' times are whole seconds, and ending takes a moment. */
    private static final Duration KILLED = Duration.ofSeconds(12);

    @Test
    void aHungServerIsRestarted(Residents residents) {
        var tiny = residents.tiny();
        var service = tiny.service();
        var pod = service.pod();
        var restarts = service.server().getRestartCount();

        var hung = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        new PodProcesses(pod).suspend(ENGINE);

        var noticed = service.awaitTrouble("Unhealthy", NOTICED);
        assertThat(noticed.message()).startsWith("pod " + pod.getMetadata().getName() + " ");

        var told = service.tenant()
                .awaitCondition(
                        service.name(),
                        RESTARTED,
                        condition -> condition.message().contains("(restarts so far: " + (restarts + 1) + ")"));
        assertThat(told.reason()).isEqualTo("Unhealthy");
        assertThat(told.message()).contains("stopped answering its health checks and was restarted");

        assertThat(service.server().getRestartCount()).isEqualTo(restarts + 1);
        var killed = service.kubeletEvents(pod, Set.of("Killing"), hung).stream()
                .map(Event::getLastTimestamp)
                .map(Instant::parse)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        var ended =
                Instant.parse(service.server().getLastState().getTerminated().getFinishedAt());
        assertThat(Duration.between(killed, ended)).isLessThanOrEqualTo(KILLED);

        service.awaitReady(Pace.of(tiny.start().multipliedBy(3).dividedBy(2).plusSeconds(10)));
        // an Event follows its status, so it may come a moment later
        Tenant.eventually(() -> {
            assertThat(service.told("Unhealthy", hung)).isNotEmpty();
            assertThat(service.told("Ready", hung)).isNotEmpty();
        });
        assertThat(service.pod().getMetadata().getUid())
                .isEqualTo(pod.getMetadata().getUid());
    }
}
