package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.Tenant;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A deleted service ends in an orderly way, and soon, whatever it was doing. */
@ExtendWith(RealNode.class)
class ShutdownE2E {

    private static final Duration START = Pace.of(120);
    private static final Duration END = Pace.of(20);

    @Test
    void aDeletedServiceEndsSoon(Tenant tenant) {
        var serving = LiveService.create(tenant, "serving", SglangService.TINY, "{}");
        serving.awaitReady(START);
        var loading = LiveService.create(tenant, "loading", SglangService.TINY, "{}");
        tenant.awaitReady("loading", "False", "LoadingModel", START);
        Tenant.within(
                START,
                () -> assertThat(new PodProcesses(loading.pod()).find("sglang::"))
                        .as("a server in the middle of its start")
                        .isPresent());

        var served = serving.pod().getMetadata().getName();
        var loaded = loading.pod().getMetadata().getName();
        try (var servingPods = new PodRecorder(serving);
                var loadingPods = new PodRecorder(loading)) {
            var begin = Instant.now();
            tenant.service("serving").delete();
            tenant.service("loading").delete();
            Tenant.within(END.plusSeconds(60), () -> {
                assertThat(servingPods.gone(served)).isPresent();
                assertThat(loadingPods.gone(loaded)).isPresent();
            });

            assertThat(servingPods.end(served))
                    .hasValueSatisfying(end -> assertThat(end.getExitCode()).isZero());
            assertThat(Duration.between(begin, servingPods.gone(served).orElseThrow()))
                    .isLessThan(END);
            assertThat(Duration.between(begin, loadingPods.gone(loaded).orElseThrow()))
                    .isLessThan(END);
        }
    }
}
