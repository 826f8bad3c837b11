package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.DefaultsStatusBuilder;
import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatusBuilder;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server without the plugin goes on serving and says so; taking the plugin is a change of the vectors, and can be undone. */
@ExtendWith(RealNode.class)
class FollowE2E {

    private static final Duration START = Pace.of(180);
    private static final Duration FOUND = Pace.of(90);
    private static final String NAME = "older";
    private static final List<String> TEXT = List.of("How do I pay my bill?");

    private Tenant tenant;

    @BeforeEach
    void start(ControlPlane controlPlane) {
        tenant = new Tenant(controlPlane);
    }

    @AfterEach
    void stop() {
        tenant.close();
    }

    @Test
    void serviceOfTemplate1TakesThePluginWhenItFollows() {
        tenant.create(SglangService.manifest(NAME, SglangService.MINILM, "{}"));
        var made = tenant.service(NAME).get();
        made.setStatus(EmbeddingServiceStatusBuilder.builder()
                .defaults(DefaultsStatusBuilder.builder()
                        .device(Device.CPU)
                        .launcher("sglang")
                        .template(1)
                        .build())
                .build());
        tenant.client().resource(made).updateStatus();
        tenant.startOperator("--allowed-host-paths", SglangService.allowedHostPaths());
        var service = new LiveService(tenant, NAME);
        service.awaitReady(START);
        var first = verified(service, "True", "Verified");
        assertThat(first.message()).contains("NotGuarded", "spec.upgradePolicy: Follow", "ServerOpen");
        var space = service.resource().getStatus().vectorSpace().id();
        var client = new EmbeddingClient(tenant.client(), Pace.of(60));
        var before = embed(client, service);

        service.edit(SglangService.MINILM, "upgradePolicy: Follow");
        verified(service, "False", "VectorSpaceChanged");
        service.awaitReady(START);
        // the old pod answers until it has terminated
        Tenant.within(
                FOUND,
                () -> assertThat(Vectors.cosine(before, embed(client, service))).isLessThan(0.9));

        service.edit(SglangService.MINILM, "{upgradePolicy: Follow, model: {pooling: Engine}}");
        Tenant.within(
                START,
                () -> assertThat(Vectors.cosine(before, embed(client, service))).isGreaterThan(0.999));
        var back = verified(service, "True", "Verified");
        assertThat(back.message()).doesNotContain("NotGuarded", "ServerOpen").contains(space);
    }

    @Test
    void imageWithoutThePluginFrameworkServesAndSaysSo() {
        tenant.startOperator(
                "--allowed-host-paths", SglangService.allowedHostPaths(SglangWrapper.DIRECTORY.toString()));
        var service = LiveService.create(tenant, NAME, SglangService.TINY, SglangWrapper.withoutPlugin());
        service.awaitReady(START);
        var found = verified(service, "True", "Verified");
        assertThat(found.message()).contains("NotGuarded", "SGLang 0.5.12 or later");
        assertThat(embed(new EmbeddingClient(tenant.client(), Pace.of(60)), service))
                .hasSize(64);
    }

    private static double[] embed(EmbeddingClient client, LiveService service) {
        return client.embed(service.url(), "any", TEXT).get(0);
    }

    private static Condition verified(LiveService service, String status, String reason) {
        var found = new Condition[1];
        Tenant.within(START.plus(FOUND), () -> {
            found[0] =
                    service.resource().getStatus().condition(Condition.VERIFIED).orElseThrow();
            assertThat(found[0])
                    .as(found[0].message())
                    .extracting(Condition::status, Condition::reason)
                    .containsExactly(status, reason);
        });
        return found[0];
    }
}
