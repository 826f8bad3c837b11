package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server that crashes is restarted, and its crash is reported. */
@ExtendWith(RealNode.class)
class CrashE2E {

    private static final Duration RECOVERY = Pace.of(60);

    @Test
    void crashedServerIsRestartedAndReported(SharedServices shared) {
        var service = shared.tiny().service();
        var restarts = service.server().getRestartCount();

        var begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        EngineCrash.of(service);

        var crashed = service.awaitFailure("ServerCrashed", RECOVERY);
        assertThat(crashed.message())
                .startsWith("pod " + service.pod().getMetadata().getName())
                .containsPattern("exited with code 137 \\(SIGKILL: .*\\) while it was serving: \\S.*")
                // the restart counts only after the kubelet's back-off
                .containsPattern("\\(restarts so far: (%d|%d)\\)$".formatted(restarts, restarts + 1))
                .doesNotContain("Completed");

        service.awaitReady(RECOVERY.minus(Duration.between(begin, Instant.now())));
        assertThat(service.server().getLastState().getTerminated().getExitCode())
                .isEqualTo(137);
        assertThat(service.server().getRestartCount()).isEqualTo(restarts + 1);
        assertThat(service.eventMessages("ServerCrashed", begin))
                .singleElement()
                .asString()
                .contains("exited with code 137");
    }
}
