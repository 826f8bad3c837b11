package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaOwnerTest {

    @ParameterizedTest(name = "{0} by {1} through {2}: {3}")
    @CsvSource({
        "Apply,  keda,                    ,       true",
        "Apply,  keda,                    scale,  true",
        "Apply,  kube-controller-manager, ,       true",
        "Apply,  embedding-operator,      ,       false",
        "Update, kube-controller-manager, scale,  true",
        "Update, kube-controller-manager, ,       false",
        "Update, kube-controller-manager, status, false",
        "Update, kubectl-scale,           scale,  false",
        "Update, kubectl-edit,            ,       false",
        "Update, embedding-operator,      scale,  false",
    })
    void detectsAnotherOwnerOfTheReplicas(String operation, String manager, String subresource, boolean elsewhere) {
        var entry = entry(operation, manager, subresource, Map.of("f:spec", Map.of("f:replicas", Map.of())));
        assertThat(ReplicaOwner.elsewhere(deployment(entry))).isEqualTo(elsewhere);
    }

    @Test
    void ownersOfOtherFieldsAreIgnored() {
        assertThat(ReplicaOwner.elsewhere(deployment(
                        entry("Apply", "keda", null, Map.of("f:spec", Map.of("f:paused", Map.of()))),
                        entry("Apply", "keda", null, Map.of("f:metadata", Map.of("f:labels", Map.of()))),
                        new ManagedFieldsEntryBuilder()
                                .withManager("keda")
                                .withOperation("Apply")
                                .build())))
                .isFalse();
    }

    @Test
    void withoutManagedFieldsThereIsNoOtherOwner() {
        assertThat(ReplicaOwner.elsewhere(deployment())).isFalse();
    }

    private static Deployment deployment(ManagedFieldsEntry... entries) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withManagedFields(entries)
                .endMetadata()
                .build();
    }

    private static ManagedFieldsEntry entry(
            String operation, String manager, String subresource, Map<String, Object> owned) {
        var fields = new FieldsV1();
        fields.setAdditionalProperties(owned);
        return new ManagedFieldsEntryBuilder()
                .withOperation(operation)
                .withManager(manager)
                .withSubresource(subresource)
                .withFieldsV1(fields)
                .build();
    }
}
