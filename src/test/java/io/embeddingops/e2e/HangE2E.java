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

/** A server whose engine hangs while its port is open is detected, restarted and reported. */
@ExtendWith(RealNode.class)
class HangE2E {

    private static final Duration DETECTION =
            Pace.of(SharedServices.CHECK_TIMEOUT_SECONDS + SharedServices.PERIOD_SECONDS + 5);

    /** Two failed checks, and 10 s to terminate. */
    private static final Duration RESTARTED = Pace.of(45);

    /** The probe's grace period of 10 s. Kubernetes' timestamps are whole seconds, and termination takes a moment. */
    private static final Duration KILLED = Duration.ofSeconds(12);

    private static final Duration EVENT_PAUSE = Duration.ofSeconds(61);

    @Test
    void hungServerIsRestartedAndReported(SharedServices shared) {
        var tiny = shared.tiny();
        var service = tiny.service();
        var pod = service.pod();
        var restarts = service.server().getRestartCount();
        awaitNextEvent(service);

        var hung = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        new PodProcesses(pod).suspend(PodProcesses.SCHEDULER);

        var detected = service.awaitFailure("Unhealthy", DETECTION);
        assertThat(detected.message()).startsWith("pod " + pod.getMetadata().getName() + " ");

        var restarted = service.tenant()
                .awaitCondition(
                        service.name(),
                        RESTARTED,
                        condition -> condition.message().contains("(restarts so far: " + (restarts + 1) + ")"));
        assertThat(restarted.reason()).isEqualTo("Unhealthy");
        assertThat(restarted.message()).contains("stopped answering its health checks and was restarted");

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
        // an Event is written after the status
        Tenant.eventually(() -> {
            assertThat(service.eventMessages("Unhealthy", hung)).isNotEmpty();
            assertThat(service.eventMessages("Ready", hung)).isNotEmpty();
        });
        assertThat(service.pod().getMetadata().getUid())
                .isEqualTo(pod.getMetadata().getUid());
    }

    /** A second Event of one cause within a minute would only be counted later. */
    private static void awaitNextEvent(LiveService service) {
        var ready = Instant.parse(service.ready().lastTransitionTime());
        Tenant.within(
                EVENT_PAUSE.plusSeconds(10),
                () -> assertThat(Duration.between(ready, Instant.now())).isGreaterThan(EVENT_PAUSE));
    }
}
