package io.embeddingops.reconciler.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatusBuilder;
import io.embeddingops.api.v1alpha1.ModelStatusBuilder;
import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MatchCacheTest {

    private static final String SPEC = "model: {path: /models/m}";

    private final EmbeddingService service = Given.service(SPEC);
    private final Plan plan = Given.plan(SPEC);
    private final MatchCache cache = new MatchCache();
    private Deployment deployment;

    @BeforeEach
    void put() {
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
        cache.put(service, plan, deployment);
    }

    @Test
    void changedStatusStillMatches() {
        deployment.getMetadata().setResourceVersion("11");

        assertThat(matches(deployment)).isTrue();
    }

    @Test
    void changeOfEitherSideNoLongerMatches() {
        assertThat(matches(new DeploymentBuilder(deployment)
                        .editMetadata()
                        .withGeneration(2L)
                        .endMetadata()
                        .build()))
                .isFalse();
        assertThat(matches(new DeploymentBuilder(deployment)
                        .editMetadata()
                        .removeFromLabels("a")
                        .endMetadata()
                        .build()))
                .isFalse();
        assertThat(cache.matches(service, plan.withReplicasElsewhere(plan.replicas()), deployment))
                .isFalse();
        assertThat(cache.matches(service, plan.withReplicasElsewhere(7), deployment))
                .isFalse();
        service.getMetadata().setGeneration(8L);
        assertThat(matches(deployment)).isFalse();
    }

    @Test
    void anotherServiceOfTheSameNameDoesNotMatch() {
        service.getMetadata().setUid("later");

        assertThat(matches(deployment)).isFalse();
    }

    @Test
    void objectsWithoutAGenerationMatchByTheirVersion() {
        var kubernetesService = new ServiceBuilder()
                .withNewMetadata()
                .withName("tiny")
                .withNamespace("ai")
                .withUid("s")
                .withResourceVersion("10")
                .endMetadata()
                .build();
        cache.put(service, plan, kubernetesService);
        assertThat(matches(kubernetesService)).isTrue();

        kubernetesService.getMetadata().setResourceVersion("11");
        assertThat(matches(kubernetesService)).isFalse();
    }

    @Test
    void removedObjectNoLongerMatches() {
        cache.remove(deployment);

        assertThat(matches(deployment)).isFalse();
    }

    private boolean matches(HasMetadata object) {
        return cache.matches(service, plan, object);
    }

    @Test
    void revisionThatADownloadResolvedNoLongerMatches() {
        var source = "model: {source: {huggingFace: {repo: acme/tiny}}}";
        var policy = Given.policy("--fetch-image", "registry.test/operator:1");
        var downloading = Given.service(source);
        var before = (Plan) new Planner(policy).plan(downloading);
        cache.put(downloading, before, deployment);
        assertThat(cache.matches(downloading, before, deployment)).isTrue();
        downloading.setStatus(EmbeddingServiceStatusBuilder.builder()
                .model(ModelStatusBuilder.builder()
                        .source("hf://acme/tiny@main")
                        .revision("c0ffee")
                        .build())
                .build());
        var after = (Plan) new Planner(policy).plan(downloading);
        assertThat(cache.matches(downloading, after, deployment)).isFalse();
    }
}
