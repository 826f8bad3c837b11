package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.Tenant;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A changed spec replaces all servers without failed requests, and never needs an additional GPU. */
@ExtendWith(RealNode.class)
class RolloutE2E {

    private static final Duration START = Pace.of(180);
    private static final Duration ROLL = Pace.of(240);
    private static final String CHANGED = "server: {env: [{name: CHANGED, value: really}]}";

    @Test
    void rolloutOnCpuFailsNoRequest(Tenant tenant) {
        var service = LiveService.create(tenant, "pair", SglangService.TINY, "replicas: 2");
        service.awaitReady(START);
        var before = service.pods().stream().map(RolloutE2E::name).toList();
        var client = new EmbeddingClient(tenant.client(), Pace.of(30));

        try (var load = new ConstantLoad(client, service.url())) {
            service.edit(SglangService.TINY, "{replicas: 2, " + CHANGED + "}");
            tenant.awaitReady("pair", "False", "RolloutInProgress", START);
            service.awaitReady(ROLL);
            Tenant.within(
                    START,
                    () -> assertThat(service.allPods())
                            .as("pods after the last old one was deleted")
                            .hasSize(2));
            load.end();
            assertThat(load.failures()).isEmpty();
            assertThat(load.sent()).isGreaterThan(100);
        }
        assertThat(service.pods()).extracting(RolloutE2E::name).doesNotContainAnyElementsOf(before);
    }

    @Test
    void rolloutOnGpusCreatesNoSurgePod(Tenant tenant) {
        var manifest = Tenant.gpuService("gpus") + "  replicas: 3\n";
        tenant.create(manifest);
        var service = new LiveService(tenant, "gpus");
        service.awaitReady(START);

        try (var pods = new PodRecorder(service)) {
            Tenant.eventually(() -> assertThat(pods.seen()).hasSize(3));
            tenant.edit("gpus", tenant.read(manifest + "  " + CHANGED + "\n").getSpec());
            Tenant.within(START, () -> assertThat(pods.seen()).hasSize(6));
            service.awaitReady(START);
            assertThat(pods.max()).isEqualTo(3);
        }
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getName();
    }
}
