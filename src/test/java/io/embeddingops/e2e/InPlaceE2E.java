package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.it.Tenant;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** With transition InPlace, the default, another model replaces the old one, in the same objects. */
@EnabledIfSystemProperty(named = "e2e.transitions", matches = "true")
@ExtendWith(RealNode.class)
class InPlaceE2E {

    private static final String OTHER = "tiny-qwen3-other";

    @Test
    void serversAreReplacedInTheirObjects(Tenant tenant) {
        var service = LiveService.create(tenant, "tiny", SglangService.TINY, "{}");
        service.awaitReady(Transition.START);
        service.awaitVerified(Transition.FLIP);
        var first = service.resource().getStatus().vectorSpace().id();
        var objects = Set.of(
                "ConfigMap/tiny-client",
                "ConfigMap/tiny-plugin-v3",
                "ConfigMap/tiny-vector-space",
                "Deployment/tiny",
                "NetworkPolicy/tiny",
                "Service/tiny");
        Tenant.eventually(() -> assertThat(ServiceObjects.of(service)).isEqualTo(objects));
        var deployment = tenant.deployment("tiny").get().getMetadata().getUid();

        Transition.patch(service, Transition.model(OTHER));
        Tenant.within(Transition.START, () -> {
            assertThat(ServiceObjects.of(service)).isEqualTo(objects);
            assertThat(service.resource().getStatus().condition(Condition.VERIFIED))
                    .hasValueSatisfying(
                            verified -> assertThat(verified.reason()).isEqualTo("VectorSpaceChanged"));
        });
        var space = service.resource().getStatus().vectorSpace();
        assertThat(space.id()).isEqualTo(first);
        assertThat(space.candidate().url()).isNull();
        assertThat(space.candidate().deployment()).isNull();
        assertThat(space.retained()).isNull();
        assertThat(service.eventMessages("VectorSpaceChanged", Instant.EPOCH)).isNotEmpty();

        var id = space.candidate().id();
        Transition.patch(service, "{\"vectorSpace\": {\"id\": \"" + id + "\"}}");
        Tenant.within(Transition.FLIP, () -> {
            var accepted = service.resource().getStatus().vectorSpace();
            assertThat(accepted.id()).isEqualTo(id);
            assertThat(accepted.candidate()).isNull();
            assertThat(accepted.retained()).isNull();
        });
        service.awaitVerified(Transition.FLIP);
        assertThat(ServiceObjects.of(service)).isEqualTo(objects);
        assertThat(tenant.deployment("tiny").get().getMetadata().getUid()).isEqualTo(deployment);
    }
}
