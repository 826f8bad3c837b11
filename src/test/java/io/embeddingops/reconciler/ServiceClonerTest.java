package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceClonerTest {

    private final KubernetesSerialization serialization = new KubernetesSerialization();
    private final ServiceCloner cloner = new ServiceCloner(serialization::clone);

    @Test
    void keepsProblemsOfTheSpec() {
        var service = read("{model: {path: /models/m}, port: many, colour: red}");
        var copy = cloner.clone(service);
        assertThat(copy).isNotSameAs(service);
        assertThat(copy.getSpec()).isEqualTo(service.getSpec());
        assertThat(copy.getSpec().problems())
                .hasSize(2)
                .isEqualTo(service.getSpec().problems());
    }

    @Test
    void copiesAServiceWithoutSpec() {
        var service = new EmbeddingService();
        service.getMetadata().setName("qwen");
        assertThat(cloner.clone(service)).isEqualTo(service);
    }

    /** All fields that the API server may set, except managedFields, which the operator does not read from a service. */
    @Test
    void copiesMetadata() {
        var service = read("{}");
        service.setMetadata(new ObjectMetaBuilder()
                .withName("qwen")
                .withNamespace("embeddings")
                .withGenerateName("q")
                .withUid("u")
                .withResourceVersion("7")
                .withGeneration(2L)
                .withCreationTimestamp("2026-01-01T00:00:00Z")
                .withDeletionTimestamp("2026-01-02T00:00:00Z")
                .withDeletionGracePeriodSeconds(30L)
                .withFinalizers("f")
                .withLabels(Map.of("l", "1"))
                .withAnnotations(Map.of("a", "1"))
                .addNewOwnerReference()
                .withUid("o")
                .endOwnerReference()
                .build());
        assertThat(cloner.clone(service)).isEqualTo(service);

        cloner.clone(service).getMetadata().getLabels().put("l", "2");
        assertThat(service.getMetadata().getLabels()).containsEntry("l", "1");
    }

    @Test
    void copiesOtherKindsWithTheDefaultCloner() {
        Pod pod = new PodBuilder().withNewMetadata().withName("p").endMetadata().build();
        assertThat(cloner.clone(pod)).isEqualTo(pod).isNotSameAs(pod);
    }

    private EmbeddingService read(String spec) {
        return serialization.unmarshal(
                "apiVersion: embeddingops.io/v1alpha1\nkind: EmbeddingService\nmetadata: {name: qwen}\nspec: " + spec,
                EmbeddingService.class);
    }
}
