package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.Tenant;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** With transition SideBySide another model serves from one request to the next, and a change that keeps the vectors rolls as ever. */
@ExtendWith(RealNode.class)
class SideBySideE2E {

    private static final String OTHER = "tiny-qwen3-other";
    private static final Duration START = Pace.of(180);

    @Test
    void otherVectorsServeOnlyOnceTheyAreAccepted(Tenant tenant) {
        var spaces = Spaces.of(SglangService.TINY, OTHER);
        var service = LiveService.create(tenant, "tiny", SglangService.TINY, Transition.SIDE_BY_SIDE);
        service.awaitReady(START);
        service.awaitVerified(START);
        try (var transition = new Transition(service, spaces, SglangService.TINY)) {
            var first = transition.space().id();
            var before = ServiceObjects.of(service);

            keepsTheVectors(service, transition);
            assertThat(transition.space().id()).isEqualTo(first);
            assertThat(service.eventMessages("VectorSpaceChanged", Instant.EPOCH))
                    .isEmpty();
            assertThat(ServiceObjects.deployments(service)).containsExactly("tiny");

            transition.change(OTHER);
            var candidate = transition.awaitCandidate(OTHER);
            assertThat(ServiceObjects.of(service))
                    .containsAll(before)
                    .contains("Deployment/tiny-b", "Service/tiny-next");
            assertThat(transition.served().groups()).containsExactly("tiny");

            transition.accept(candidate, OTHER);
            transition.assertRetained(first, "tiny");
            assertThat(transition.served().groups()).containsExactly("tiny-b");

            transition.accept(first, SglangService.TINY);
            assertThat(transition.awaitCandidate(OTHER)).isEqualTo(candidate);
            assertThat(transition.served().groups()).containsExactly("tiny");

            // as soon as one flip is acknowledged, before the operator has done anything else
            transition.accept(candidate, OTHER);
            transition.accept(first, SglangService.TINY);
            assertThat(transition.awaitCandidate(OTHER)).isEqualTo(candidate);

            transition.retain(45);
            transition.accept(candidate, OTHER);
            transition.assertRetained(first, "tiny");
            transition.awaitEnd("tiny-b");
            assertThat(ServiceObjects.of(service)).doesNotContain("Service/tiny-next", "ConfigMap/tiny-next-client");
            transition.assertServed();
        }
    }

    /** The servers are replaced, and no candidate is left. */
    private static void keepsTheVectors(LiveService service, Transition transition) {
        var old = service.allPods();
        transition.patch("{\"server\": {\"extraArgs\": [\"--watchdog-timeout\", \"400\"]}}");
        Tenant.within(START.multipliedBy(2), () -> {
            assertThat(service.allPods()).hasSize(1).doesNotContainAnyElementsOf(old);
            assertThat(ServiceObjects.deployments(service)).containsExactly("tiny");
        });
        service.awaitReady(START);
    }
}
