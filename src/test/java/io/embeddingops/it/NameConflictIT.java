package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An object of the same name that belongs to somebody else is never modified. */
@ExtendWith(SharedControlPlane.class)
@Execution(ExecutionMode.CONCURRENT)
class NameConflictIT {

    private Tenant tenant;

    @BeforeEach
    void start(Tenant own) {
        tenant = own.startOperator();
    }

    @Test
    void foreignServiceIsNotModifiedAndNoPodIsStarted() {
        var foreign = tenant.client()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName("taken")
                        .withNamespace(tenant.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .addNewPort()
                        .withPort(30000)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        assertNotModifiedUntilDeleted(foreign, "Service");
    }

    @Test
    void foreignDeploymentIsNotModified() {
        var foreign = tenant.client().resource(plain("taken")).create();
        // the Deployment controller writes its first status after the creation
        Tenant.eventually(() -> assertThat(
                        tenant.client().resource(foreign).get().getMetadata().getAnnotations())
                .isNotEmpty());
        assertNotModifiedUntilDeleted(tenant.client().resource(foreign).get(), "Deployment");
    }

    /** One commit replaces a Deployment by a service of its name: GitOps tools apply first, and prune afterwards. */
    @Test
    void conflictThatPassesSoonIsNeverFinal() {
        var foreign = tenant.client().resource(plain("moved")).create();
        tenant.create(Tenant.gpuService("moved"));
        tenant.awaitReady("moved", "False", "NameConflict");
        assertThat(tenant.service("moved").get().getStatus().condition("Reconciling"))
                .isPresent();
        Tenant.edit(tenant.deployment("moved"), deployment -> {
            deployment.getMetadata().setFinalizers(List.of("example.com/hold"));
            return deployment;
        });
        tenant.client().resource(foreign).delete();
        assertThat(tenant.awaitCondition(
                                "moved", condition -> condition.message().contains("being deleted"))
                        .message())
                .startsWith("Deployment moved does not belong to this EmbeddingService and is being deleted");
        assertThat(tenant.service("moved").get().getStatus().condition("Stalled"))
                .isEmpty();
        Tenant.edit(tenant.deployment("moved"), deployment -> {
            deployment.getMetadata().setFinalizers(List.of());
            return deployment;
        });
        tenant.awaitReady("moved", "True", "Ready");
    }

    private Deployment plain(String name) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(tenant.namespace())
                .endMetadata()
                .withNewSpec()
                .withReplicas(0)
                .withNewSelector()
                .addToMatchLabels("app", "other")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", "other")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("other")
                .withImage("other")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private void assertNotModifiedUntilDeleted(HasMetadata foreign, String kind) {
        tenant.create(Tenant.gpuService("taken"));
        var ready = tenant.awaitReady("taken", "False", "NameConflict");
        assertThat(ready.message())
                .startsWith(kind + " taken already exists and does not belong to this EmbeddingService");
        assertThat(tenant.service("taken").get().getStatus().condition("Stalled"))
                .isEmpty();
        // after a minute
        Tenant.eventually(
                () -> assertThat(tenant.service("taken").get().getStatus().condition("Stalled"))
                        .isPresent());
        var now = tenant.client().resource(foreign).get();
        now.getMetadata().setManagedFields(null);
        var before = foreign;
        before.getMetadata().setManagedFields(null);
        if (kind.equals("Service")) {
            assertThat(now).isEqualTo(before);
            assertThat(tenant.deployment("taken").get()).isNull();
        } else {
            assertThat(now.getMetadata().getGeneration())
                    .isEqualTo(before.getMetadata().getGeneration());
            assertThat(now.getMetadata().getLabels())
                    .isEqualTo(before.getMetadata().getLabels());
            assertThat(now.getMetadata().getOwnerReferences()).isEmpty();
        }
        tenant.client().resource(foreign).delete();
        tenant.awaitReady("taken", "True", "Ready");
    }
}
