package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An object of the same name that belongs to somebody else is never modified. */
class NameConflictTest extends LoopTest {

    @ParameterizedTest
    @ValueSource(strings = {"Deployment", "Service"})
    void foreignObjectIsKeptAndReplacedOnceDeleted(String kind) {
        var foreign = foreign(kind, Map.of());
        start();
        create(SPEC);
        awaitReason("NameConflict");
        eventually(() ->
                assertThat(service().getStatus().condition(Condition.STALLED)).isPresent());
        assertThat(condition(Condition.READY).message()).startsWith(kind + " qwen already exists");
        assertThat(cluster.client().resource(foreign).get()).isEqualTo(foreign);
        eventually(() -> assertThat(eventReasons()).containsExactly("NameConflict"));

        cluster.client().resource(foreign).delete();
        awaitReason("RolloutInProgress");
        assertThat(service().getStatus().condition(Condition.STALLED)).isEmpty();
        assertThat(deployment().get().getMetadata().getOwnerReferences()).hasSize(1);
        assertThat(endpoint().get().getMetadata().getOwnerReferences()).hasSize(1);
    }

    @Test
    void noDeploymentIsCreatedWhileTheServiceNameIsTaken() {
        foreign("Service", Map.of());
        start();
        create(SPEC);
        awaitReason("NameConflict");
        assertThat(deployment().get()).isNull();
    }

    @Test
    void labelsAloneAreNoOwnership() {
        var foreign = foreign(
                "Deployment",
                Map.of("app.kubernetes.io/managed-by", "embedding-operator", "embeddingops.io/service", NAME));
        start();
        create(SPEC);
        awaitReason("NameConflict");
        assertThat(condition(Condition.READY).message()).contains("delete or rename it");
        assertThat(cluster.client().resource(foreign).get()).isEqualTo(foreign);
    }

    private HasMetadata foreign(String kind, Map<String, String> labels) {
        var foreign = kind.equals("Deployment")
                ? new DeploymentBuilder()
                        .withNewMetadata()
                        .withName(NAME)
                        .withNamespace(NAMESPACE)
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(7)
                        .endSpec()
                        .build()
                : new ServiceBuilder()
                        .withNewMetadata()
                        .withName(NAME)
                        .withNamespace(NAMESPACE)
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .withExternalName("example.com")
                        .endSpec()
                        .build();
        return cluster.client().resource(foreign).create();
    }
}
