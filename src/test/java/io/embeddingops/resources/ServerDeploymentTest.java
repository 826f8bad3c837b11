package io.embeddingops.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.kinds.Kinds;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Behavior that golden files cannot show. */
class ServerDeploymentTest {

    @Test
    void replicasAreAbsentIfAnotherFieldManagerOwnsThem() {
        var plan = Given.plan("{model: {path: /models/tiny}, replicas: 3}");
        var own = ServerDeployment.build(plan);
        var shared = ServerDeployment.build(plan.withReplicasElsewhere(5));
        assertThat(own.getSpec().getReplicas()).isEqualTo(3);
        assertThat(shared.getSpec().getReplicas()).isNull();
        assertThat(shared.getSpec().getTemplate()).isEqualTo(own.getSpec().getTemplate());
    }

    @Test
    void theSelectorIsOneLabel() {
        var plan = Given.plan("{model: {path: /models/tiny}, pod: {labels: {team: search}}}");
        var spec = ServerDeployment.build(plan).getSpec();
        assertThat(spec.getSelector().getMatchLabels()).isEqualTo(Map.of("embeddingops.io/service", "tiny"));
        assertThat(spec.getTemplate().getMetadata().getLabels())
                .containsEntry("embeddingops.io/service", "tiny")
                .containsEntry("team", "search");
        assertThat(Labels.selectorText("tiny")).isEqualTo("embeddingops.io/service=tiny");
    }

    @Test
    void objectsAreInTheOrderOfApply() {
        assertThat(Kinds.all().build(Given.plan("model: {path: /models/tiny}")))
                .extracting(
                        object -> object.getKind() + " " + object.getMetadata().getName())
                .containsExactly("Service tiny", "ConfigMap tiny-plugin-v3", "Deployment tiny");
    }
}
