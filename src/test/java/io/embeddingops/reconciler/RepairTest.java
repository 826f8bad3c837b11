package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Call;
import io.embeddingops.fixtures.ServerContainers;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Changes by others to a service's objects are reverted, unless another field manager owns the field. */
class RepairTest extends LoopTest {

    @Test
    void deletedDeploymentAndServiceAreRecreated() {
        startWithReadyService();
        var deployment = deployment().get().getMetadata().getUid();
        var endpoint = endpoint().get().getMetadata().getUid();
        deployment().delete();
        endpoint().delete();
        eventually(() -> assertThat(deployment().get())
                .isNotNull()
                .extracting(found -> found.getMetadata().getUid())
                .isNotEqualTo(deployment));
        eventually(() -> assertThat(endpoint().get())
                .isNotNull()
                .extracting(found -> found.getMetadata().getUid())
                .isNotEqualTo(endpoint));
    }

    @Test
    void manualEditsAreReverted() {
        startWithReadyService();
        edit(deployment -> ServerContainers.of(deployment).setImage("other:1"));
        eventually(() ->
                assertThat(ServerContainers.of(deployment().get()).getImage()).isEqualTo("sglang:test"));
        edit(deployment -> deployment.getSpec().setReplicas(5));
        eventually(() -> assertThat(deployment().get().getSpec().getReplicas()).isEqualTo(1));
    }

    @Test
    void labelsAddedByOthersAreKept() {
        startWithReadyService();
        var before = cluster.calls(Call::writes);
        awaitReconciled(
                () -> edit(deployment -> deployment.getMetadata().getLabels().put("team", "search")));
        assertThat(cluster.calls(Call::writes)).isEqualTo(before);
        change("{model: {path: /models/m}, server: {image: 'sglang:next'}}");
        eventually(() -> assertThat(service().getStatus().observedGeneration()).isEqualTo(2));
        assertThat(deployment().get().getMetadata().getLabels()).containsEntry("team", "search");
    }

    @Test
    void removedLabelsAreRestored() {
        startWithReadyService();
        edit(deployment -> deployment.getMetadata().getLabels().clear());
        eventually(() -> assertThat(deployment().get().getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/managed-by", "embedding-operator"));
        workload().ready();
        awaitReason("Ready");
    }

    @Test
    void replicasOwnedByAnAutoscalerAreKept() {
        startWithReadyService();
        awaitReconciled(() -> edit(deployment -> {
            deployment.getSpec().setReplicas(3);
            deployment
                    .getMetadata()
                    .getManagedFields()
                    .add(new ManagedFieldsEntryBuilder()
                            .withManager("kube-controller-manager")
                            .withOperation("Update")
                            .withSubresource("scale")
                            .withFieldsV1(fields())
                            .build());
        }));
        assertThat(deployment().get().getSpec().getReplicas()).isEqualTo(3);
        assertThat(deployment().get().getMetadata().getManagedFields())
                .filteredOn(entry -> FieldManager.NAME.equals(entry.getManager()))
                .singleElement()
                .satisfies(entry -> assertThat(spec(entry.getFieldsV1()).containsKey("f:replicas"))
                        .isFalse());

        change("{model: {path: /models/m}, replicas: 2, server: {image: 'sglang:next'}}");
        eventually(() -> assertThat(service().getStatus().observedGeneration()).isEqualTo(2));
        assertThat(deployment().get().getSpec().getReplicas()).isEqualTo(3);
        var before = cluster.calls(APPLIES);
        awaitReconciled(() -> workload().touchPod("once"));
        assertThat(cluster.calls(APPLIES)).isEqualTo(before);
    }

    private static FieldsV1 fields() {
        var fields = new FieldsV1();
        fields.setAdditionalProperty("f:spec", Map.of("f:replicas", Map.of()));
        return fields;
    }

    private static Map<?, ?> spec(FieldsV1 fields) {
        return (Map<?, ?>) fields.getAdditionalProperties().get("f:spec");
    }

    private void edit(Consumer<Deployment> change) {
        deployment().edit(deployment -> with(new DeploymentBuilder(deployment).build(), change));
    }
}
