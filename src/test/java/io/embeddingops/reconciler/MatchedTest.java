package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MatchedTest {

    private static final String SPEC = "model: {path: /models/m}";

    private final EmbeddingService service = Given.service(SPEC);
    private final Plan plan = Given.plan(SPEC);
    private final Matched matched = new Matched();
    private Deployment deployment;

    @BeforeEach
    void note() {
        deployment = new DeploymentBuilder()
                .withNewMetadata()
                .withName("tiny")
                .withNamespace("ai")
                .withUid("d")
                .withGeneration(1L)
                .withResourceVersion("10")
                .withLabels(Map.of("a", "b"))
                .endMetadata()
                .build();
        matched.note(service, plan, deployment);
    }

    @Test
    void aNewStatusChangesNothing() {
        deployment.getMetadata().setResourceVersion("11");

        assertThat(still(deployment)).isTrue();
    }

    @Test
    void aChangeOfEitherSideDoes() {
        assertThat(still(new DeploymentBuilder(deployment)
                        .editMetadata()
                        .withGeneration(2L)
                        .endMetadata()
                        .build()))
                .isFalse();
        assertThat(still(new DeploymentBuilder(deployment)
                        .editMetadata()
                        .removeFromLabels("a")
                        .endMetadata()
                        .build()))
                .isFalse();
        assertThat(matched.still(service, plan.withReplicasElsewhere(), deployment))
                .isFalse();
        service.getMetadata().setGeneration(8L);
        assertThat(still(deployment)).isFalse();
    }

    @Test
    void aServiceOfTheSameNameThatIsAnotherOneDoesToo() {
        service.getMetadata().setUid("later");

        assertThat(still(deployment)).isFalse();
    }

    @Test
    void objectsWithoutAGenerationAreToldByTheirVersion() {
        var kubernetesService = new ServiceBuilder()
                .withNewMetadata()
                .withName("tiny")
                .withNamespace("ai")
                .withUid("s")
                .withResourceVersion("10")
                .endMetadata()
                .build();
        matched.note(service, plan, kubernetesService);
        assertThat(still(kubernetesService)).isTrue();

        kubernetesService.getMetadata().setResourceVersion("11");
        assertThat(still(kubernetesService)).isFalse();
    }

    @Test
    void whatIsGoneIsForgotten() {
        matched.forget(deployment);

        assertThat(still(deployment)).isFalse();
    }

    private boolean still(HasMetadata object) {
        return matched.still(service, plan, object);
    }
}
