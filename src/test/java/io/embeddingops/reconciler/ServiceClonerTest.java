package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class ServiceClonerTest {

    private final KubernetesSerialization serialization = new KubernetesSerialization();
    private final ServiceCloner cloner = new ServiceCloner(serialization::clone);

    @Test
    void keepsWhatCouldNotBeRead() {
        var service = read("{model: {path: /models/m}, port: many, colour: red}");
        var copy = cloner.clone(service);
        assertThat(copy).isNotSameAs(service);
        assertThat(copy.getSpec()).isEqualTo(service.getSpec());
        assertThat(copy.getSpec().problems())
                .hasSize(2)
                .isEqualTo(service.getSpec().problems());
    }

    @Test
    void copiesWhatHasNoSpec() {
        var service = new EmbeddingService();
        service.getMetadata().setName("qwen");
        assertThat(cloner.clone(service)).isEqualTo(service);
    }

    @Test
    void copiesEverythingElseAsItIs() {
        Pod pod = new PodBuilder().withNewMetadata().withName("p").endMetadata().build();
        assertThat(cloner.clone(pod)).isEqualTo(pod).isNotSameAs(pod);
    }

    private EmbeddingService read(String spec) {
        return serialization.unmarshal(
                "apiVersion: embeddingops.io/v1alpha1\nkind: EmbeddingService\nmetadata: {name: qwen}\nspec: " + spec,
                EmbeddingService.class);
    }
}
