package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A request that kills SGLang: the server comes back without a hand, and the crash is named. */
@ExtendWith(RealNode.class)
class CrashE2E {

    private static final Duration BACK = Pace.of(60);

    @Test
    void aCrashedServerIsBackAndItsCrashIsNamed(Residents residents) {
        var service = residents.tiny().service();
        var restarts = service.server().getRestartCount();

        var begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        DeadlyRequest.send(service);

        var crashed = service.awaitTrouble("ServerCrashed", BACK);
        assertThat(crashed.message())
                .startsWith("pod " + service.pod().getMetadata().getName())
                .containsPattern("exited with code 137 while it was serving: \\S.*")
                // the kubelet may wait before it restarts the container, which counts only then
                .containsPattern("\\(restarts so far: (%d|%d)\\)$".formatted(restarts, restarts + 1))
                .doesNotContain("Completed");

        service.awaitReady(BACK.minus(Duration.between(begin, Instant.now())));
        assertThat(service.server().getLastState().getTerminated().getExitCode())
                .isEqualTo(137);
        assertThat(service.server().getRestartCount()).isEqualTo(restarts + 1);
        assertThat(service.told("ServerCrashed", begin))
                .singleElement()
                .asString()
                .contains("exited with code 137");
    }
}
