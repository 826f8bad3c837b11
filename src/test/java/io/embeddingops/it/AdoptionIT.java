package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a service left behind is adopted by a service of the same name, but only if somebody asks for it. */
@ExtendWith(SharedControlPlane.class)
class AdoptionIT {

    private Tenant tenant;

    @BeforeEach
    void start(Tenant own) {
        tenant = own.startOperator();
    }

    @Test
    void orphansAreAdoptedWithoutNewPods() {
        tenant.create(Tenant.gpuService("kept"));
        tenant.awaitReady("kept", "True", "Ready");
        var pods = pods();
        var deployment = tenant.deployment("kept").get();
        tenant.service("kept").withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
        Tenant.eventually(() -> {
            assertThat(tenant.service("kept").get()).isNull();
            assertThat(objects())
                    .allSatisfy(object -> assertThat(object.getMetadata().getOwnerReferences())
                            .isEmpty());
        });

        var created = tenant.create(Tenant.gpuService("kept"));
        assertThat(tenant.awaitReady("kept", "False", "NameConflict").message())
                .startsWith("Service kept already exists and does not belong to this EmbeddingService")
                .contains("`kubectl annotate -n " + tenant.namespace()
                        + " service,deployment,configmap,poddisruptionbudget,networkpolicy -l embeddingops.io/service=kept"
                        + " embeddingops.io/adopt=kept`");
        assertThat(objects())
                .allSatisfy(object ->
                        assertThat(object.getMetadata().getOwnerReferences()).isEmpty());

        objects()
                .forEach(object -> Tenant.edit(tenant.client().resource(object), found -> {
                    var annotations = new HashMap<>(
                            Objects.requireNonNullElse(found.getMetadata().getAnnotations(), Map.of()));
                    annotations.put("embeddingops.io/adopt", "kept");
                    found.getMetadata().setAnnotations(annotations);
                    return found;
                }));
        tenant.awaitReady("kept", "True", "Ready");
        assertThat(objects()).hasSize(3).allSatisfy(object -> {
            assertThat(object.getMetadata().getOwnerReferences())
                    .singleElement()
                    .satisfies(owner -> assertThat(owner.getUid())
                            .isEqualTo(created.getMetadata().getUid()));
            assertThat(object.getMetadata().getAnnotations() == null
                            || !object.getMetadata().getAnnotations().containsKey("embeddingops.io/adopt"))
                    .isTrue();
        });
        assertThat(pods()).isEqualTo(pods);
        assertThat(tenant.deployment("kept").get().getSpec()).isEqualTo(deployment.getSpec());
        // the annotation that was set, and its removal
        assertThat(tenant.deployment("kept").get().getMetadata().getGeneration())
                .isEqualTo(deployment.getMetadata().getGeneration() + 2);
    }

    private List<String> pods() {
        return tenant.client().pods().inNamespace(tenant.namespace()).list().getItems().stream()
                .map(Pod::getMetadata)
                .map(metadata -> metadata.getUid())
                .sorted()
                .toList();
    }

    private List<HasMetadata> objects() {
        return Stream.of(
                        tenant.kubernetesService("kept").get(),
                        tenant.deployment("kept").get(),
                        tenant.client()
                                .configMaps()
                                .inNamespace(tenant.namespace())
                                .withName("kept-plugin-v3")
                                .get())
                .map(HasMetadata.class::cast)
                .toList();
    }
}
