package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.Tenant;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A deleted service terminates gracefully and quickly, whether it is serving or loading. */
@ExtendWith(RealNode.class)
class ShutdownE2E {

    private static final Duration START = Pace.of(120);
    private static final Duration END = Pace.of(20);

    @Test
    void deletedServiceTerminatesQuickly(Tenant tenant) {
        var serving = LiveService.create(tenant, "serving", SglangService.TINY, "{}");
        serving.awaitReady(START);
        var loading = LiveService.create(tenant, "loading", SglangService.TINY, "{}");
        tenant.awaitReady("loading", "False", "LoadingModel", START);
        Tenant.within(
                START,
                () -> assertThat(new PodProcesses(loading.pod()).find("sglang::"))
                        .as("a server that is starting")
                        .isPresent());

        var served = serving.pod().getMetadata().getName();
        var loaded = loading.pod().getMetadata().getName();
        try (var servingPods = new PodRecorder(serving);
                var loadingPods = new PodRecorder(loading)) {
            var begin = Instant.now();
            tenant.service("serving").delete();
            tenant.service("loading").delete();
            Tenant.within(END.plusSeconds(60), () -> {
                assertThat(servingPods.deletedAt(served)).isPresent();
                assertThat(loadingPods.deletedAt(loaded)).isPresent();
            });

            assertThat(servingPods.terminated(served))
                    .hasValueSatisfying(end -> assertThat(end.getExitCode()).isZero());
            assertThat(Duration.between(begin, servingPods.deletedAt(served).orElseThrow()))
                    .isLessThan(END);
            assertThat(Duration.between(begin, loadingPods.deletedAt(loaded).orElseThrow()))
                    .isLessThan(END);
        }
    }
}
