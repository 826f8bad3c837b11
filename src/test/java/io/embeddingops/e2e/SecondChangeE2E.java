package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.Tenant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** A model with other dimensions, one that replaces it before it was accepted, and one that is taken back; all with mode Enforce. */
@EnabledIfSystemProperty(named = "e2e.transitions", matches = "true")
@ExtendWith(RealNode.class)
class SecondChangeE2E {

    private static final String OTHER = "tiny-qwen3-other";
    private static final String ENFORCED = Transition.SIDE_BY_SIDE + "\nverification: {mode: Enforce}";

    @Test
    void candidatesAreReplacedAndTakenBack(Tenant tenant) {
        var spaces = Spaces.of(SglangService.TINY, OTHER, SglangService.MINILM);
        var service = LiveService.create(tenant, "tiny", SglangService.TINY, ENFORCED);
        service.awaitReady(Transition.START);
        try (var transition = new Transition(service, spaces, SglangService.TINY)) {
            var first = transition.space().id();
            var before = ServiceObjects.of(service);

            transition.change(OTHER);
            var second = transition.awaitCandidate(OTHER);
            transition.change(SglangService.MINILM);
            var third = transition.awaitCandidate(SglangService.MINILM);
            assertThat(third).isNotIn(first, second);
            assertThat(transition.space().candidate().dimensions()).isEqualTo(384);
            assertThat(ServiceObjects.deployments(service)).containsExactly("tiny", "tiny-b");

            transition.change(SglangService.TINY);
            Tenant.within(Transition.FLIP, () -> {
                assertThat(ServiceObjects.deployments(service)).containsExactly("tiny");
                assertThat(transition.space().candidate()).isNull();
                assertThat(ServiceObjects.of(service))
                        .containsAll(before)
                        .doesNotContain("Service/tiny-next", "ConfigMap/tiny-next-client");
            });
            service.awaitReady(Transition.FLIP);
            assertThat(transition.space().id()).isEqualTo(first);

            transition.change(SglangService.MINILM);
            assertThat(transition.awaitCandidate(SglangService.MINILM)).isEqualTo(third);
            transition.accept(third, SglangService.MINILM);
            transition.assertRetained(first, "tiny");
            assertThat(transition.space().dimensions()).isEqualTo(384);
            transition.accept(first, SglangService.TINY);
            assertThat(transition.space().dimensions()).isEqualTo(64);
            assertThat(transition.awaitCandidate(SglangService.MINILM)).isEqualTo(third);
            transition.retain(45);
            transition.accept(third, SglangService.MINILM);
            transition.assertRetained(first, "tiny");
            transition.awaitEnd("tiny-b");

            // and from the second slot to the first
            transition.change(SglangService.TINY);
            assertThat(transition.awaitCandidate(SglangService.TINY)).isEqualTo(first);
            transition.accept(first, SglangService.TINY);
            transition.assertRetained(third, "tiny-b");
            assertThat(transition.served().groups()).containsExactly("tiny");
            transition.awaitEnd("tiny");
            transition.assertServed();
        }
    }
}
