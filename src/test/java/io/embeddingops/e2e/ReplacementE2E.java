package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pod that restarts do not fix is evicted, and its replacement is kept for a while. */
@ExtendWith(RealNode.class)
class ReplacementE2E {

    private static final Duration CRASHES = Pace.of(120);

    @Test
    void crashingPodIsEvictedOnce(ControlPlane controlPlane) {
        try (var tenant = SglangService.tenant(controlPlane, SglangWrapper.DIRECTORY.toString())) {
            var service = LiveService.create(
                    tenant,
                    "hopeless",
                    SglangService.TINY,
                    SglangWrapper.of("crashing", "echo no such device; exit 3\n")
                            + "health: {replaceAfterRestarts: 1}");
            Tenant.within(CRASHES, () -> assertThat(service.allPods()).hasSize(1));
            try (var recorder = new PodRecorder(service)) {
                var first = service.allPods().get(0);
                Tenant.within(
                        CRASHES, () -> assertThat(recorder.deletedAt(first)).isPresent());
                assertThat(service.eventMessages("PodReplaced", Instant.EPOCH))
                        .singleElement()
                        .asString()
                        .startsWith("pod " + first + " was evicted")
                        .contains("spec.health.replaceAfterRestarts: 1");

                Tenant.within(
                        CRASHES,
                        () -> assertThat(service.server().getRestartCount()).isGreaterThanOrEqualTo(2));
                assertThat(recorder.seen()).hasSize(2);
                assertThat(service.eventMessages("PodReplaced", Instant.EPOCH)).hasSize(1);
                assertThat(service.ready().message()).contains("exited with code 3", "no such device");
            }
        }
    }
}
