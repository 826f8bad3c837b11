package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models from images and from the network on a real API server: volumes, the claim of a cache, and the pinned revision. */
@ExtendWith(SharedControlPlane.class)
@Execution(ExecutionMode.CONCURRENT)
class ModelSourceIT {

    private static final String CACHED =
            "{model: {source: {huggingFace: {repo: acme/m}}, cache: {volume: {%s}}}, device: cpu}";

    /** The operator looks at foreign objects every 15 s. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(40);

    @Test
    void anImageIsMountedAsAVolume(Tenant tenant) {
        tenant.startOperator();
        create(tenant, "{model: {source: {image: {reference: 'example.com/models/m:v1', subPath: a}}}, device: cpu}");

        tenant.awaitReady("m", "True", "Ready");
        var pod = tenant.deployment("m").get().getSpec().getTemplate().getSpec();
        assertThat(pod.getVolumes().get(0).getImage().getReference()).isEqualTo("example.com/models/m:v1");
        var mount = pod.getContainers().get(0).getVolumeMounts().get(0);
        assertThat(mount.getMountPath()).isEqualTo("/models/m");
        assertThat(mount.getSubPath()).isEqualTo("a");
        assertThat(mount.getReadOnly()).isTrue();
    }

    @Test
    void anImageIsRefusedBeforeAnyPodWhereNodesCannotMountIt(Tenant tenant) {
        tenant.startOperator("--image-volumes", "false");
        create(tenant, "{model: {source: {image: {reference: 'example.com/models/m:v1'}}}, device: cpu}");

        assertThat(tenant.awaitReady("m", "False", "InvalidSpec").message())
                .startsWith("spec.model.source.image needs image volumes");
        assertThat(tenant.deployment("m").get()).isNull();
    }

    @Test
    void theVolumeOfACacheStaysForALaterServiceAndNeverShrinks(Tenant tenant) {
        tenant.startOperator();
        create(tenant, CACHED.formatted("size: 2Gi"));
        Tenant.eventually(() -> assertThat(claim(tenant).get()).isNotNull());
        var first = claim(tenant).get();
        assertThat(first.getMetadata().getOwnerReferences()).isEmpty();
        Tenant.eventually(() -> assertThat(tenant.deployment("m").get()).isNotNull());

        tenant.service("m").delete();
        Tenant.eventually(() -> assertThat(tenant.deployment("m").get()).isNull());
        create(tenant, CACHED.formatted("size: 1Gi"));
        Tenant.eventually(() -> assertThat(tenant.deployment("m").get()).isNotNull());

        var second = claim(tenant).get();
        assertThat(second.getMetadata().getUid()).isEqualTo(first.getMetadata().getUid());
        assertThat(second.getMetadata().getDeletionTimestamp()).isNull();
        assertThat(second.getSpec().getResources().getRequests().get("storage")).hasToString("2Gi");
        unchanged(tenant, second);
    }

    @Test
    void theVolumeOfACacheIsDeletedWithItsServiceIfItIsNotKept(Tenant tenant) {
        tenant.startOperator();
        create(tenant, CACHED.formatted("size: 1Gi, keep: false"));
        Tenant.eventually(() -> assertThat(claim(tenant).get()).isNotNull());
        assertThat(claim(tenant).get().getMetadata().getOwnerReferences()).hasSize(1);

        edit(tenant, CACHED.formatted("size: 1Gi, keep: true"));
        Tenant.eventually(() -> assertThat(claim(tenant).get().getMetadata().getOwnerReferences())
                .isEmpty());
        edit(tenant, CACHED.formatted("size: 1Gi, keep: false"));
        Tenant.eventually(() -> assertThat(claim(tenant).get().getMetadata().getOwnerReferences())
                .hasSize(1));

        tenant.service("m").delete();
        Tenant.eventually(() -> assertThat(Optional.ofNullable(claim(tenant).get())
                        .filter(claim -> claim.getMetadata().getDeletionTimestamp() == null))
                .isEmpty());
    }

    @Test
    void aClaimWithoutTheOperatorsLabelsIsReportedAndNotUsed(Tenant tenant) {
        tenant.client()
                .resource(tenant.client()
                        .getKubernetesSerialization()
                        .unmarshal("""
                        apiVersion: v1
                        kind: PersistentVolumeClaim
                        metadata: {name: m-model-cache, namespace: %s}
                        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 7Gi}}}
                        """.formatted(tenant.namespace()), PersistentVolumeClaim.class))
                .create();
        tenant.startOperator();
        create(tenant, CACHED.formatted("size: 1Gi"));

        assertThat(tenant.awaitReady("m", "False", "NameConflict").message())
                .startsWith("PersistentVolumeClaim m-model-cache already exists and does not belong to this");
        assertThat(tenant.deployment("m").get()).isNull();
        assertThat(claim(tenant).get().getSpec().getResources().getRequests().get("storage"))
                .hasToString("7Gi");

        claim(tenant).delete();
        Tenant.within(LOOK_AGAIN, () -> assertThat(tenant.deployment("m").get()).isNotNull());
    }

    @Test
    void aStorageClassCannotBeChanged(Tenant tenant) {
        tenant.startOperator();
        create(tenant, CACHED.formatted("storageClassName: fast"));
        Tenant.eventually(() -> assertThat(claim(tenant).get()).isNotNull());
        assertThat(claim(tenant).get().getSpec().getResources().getRequests().get("storage"))
                .hasToString("20Gi");

        edit(tenant, CACHED.formatted("storageClassName: slow"));

        assertThat(tenant.awaitReady("m", "False", "NameConflict").message())
                .contains("has storageClassName fast", "set spec.model.cache.volume.storageClassName to fast");
        edit(tenant, CACHED.formatted(""));
        Tenant.eventually(() ->
                assertThat(tenant.awaitCondition("m", any -> true).reason()).isNotEqualTo("NameConflict"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aVolumeGrowsWhereItsStorageClassAllowsIt(boolean allowed, Tenant tenant) {
        var name = "class-" + allowed + "-" + tenant.namespace();
        tenant.client()
                .load(new ByteArrayInputStream(
                        """
                apiVersion: storage.k8s.io/v1
                kind: StorageClass
                metadata: {name: %1$s}
                provisioner: example.com/none
                allowVolumeExpansion: %2$s
                ---
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: %1$s}
                spec:
                  capacity: {storage: 2Gi}
                  accessModes: [ReadWriteOnce]
                  storageClassName: %1$s
                  claimRef: {namespace: %3$s, name: m-model-cache}
                  hostPath: {path: /srv/none}
                """.formatted(name, allowed, tenant.namespace()).getBytes(StandardCharsets.UTF_8)))
                .create();
        tenant.startOperator();
        var size = "storageClassName: " + name + ", size: ";
        create(tenant, CACHED.formatted(size + "2Gi"));
        Tenant.eventually(() -> assertThat(claim(tenant).get())
                .isNotNull()
                .satisfies(found -> assertThat(found.getStatus().getPhase()).isEqualTo("Bound")));

        edit(tenant, CACHED.formatted(size + "3Gi"));

        if (allowed) {
            Tenant.eventually(() -> assertThat(claim(tenant)
                            .get()
                            .getSpec()
                            .getResources()
                            .getRequests()
                            .get("storage"))
                    .hasToString("3Gi"));
        } else {
            assertThat(tenant.awaitCondition("m", found -> found.message().contains("resize"))
                            .message())
                    .contains("m-model-cache", "the storageclass that provisions the pvc must support resize");
        }
        tenant.client().persistentVolumes().withName(name).delete();
        tenant.client().storage().v1().storageClasses().withName(name).delete();
    }

    @Test
    void theRevisionOfTheFirstDownloadIsPinnedWithoutANewPod(Tenant tenant) {
        tenant.startOperator();
        create(tenant, "{model: {source: {huggingFace: {repo: acme/m}}}, device: cpu}");
        Tenant.eventually(() -> assertThat(settings(tenant).get()).isNotNull());
        assertThat(settings(tenant).get().getData()).isNullOrEmpty();
        Tenant.eventually(() -> assertThat(tenant.deployment("m").get()).isNotNull());
        var before = tenant.deployment("m").get().getSpec().getTemplate();

        tenant.client()
                .resources(EmbeddingService.class)
                .inNamespace(tenant.namespace())
                .withName("m")
                .subresource("status")
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager("test")
                                .build(),
                        "{\"status\": {\"model\": {\"source\": \"hf://acme/m@main\", \"revision\": \"c0ffee\"}}}");
        edit(tenant, "{model: {source: {huggingFace: {repo: acme/m}}}, device: cpu, replicas: 2}");

        Tenant.eventually(() -> assertThat(settings(tenant).get().getData())
                .containsEntry("revision", "{\"source\":\"hf://acme/m@main\",\"revision\":\"c0ffee\"}"));
        assertThat(tenant.deployment("m").get().getSpec().getTemplate()).isEqualTo(before);
    }

    private static void create(Tenant tenant, String spec) {
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: m}
                spec: %s
                """.formatted(spec));
    }

    private static void edit(Tenant tenant, String spec) {
        tenant.edit("m", "---\n" + spec);
    }

    private static Resource<PersistentVolumeClaim> claim(Tenant tenant) {
        return tenant.client()
                .persistentVolumeClaims()
                .inNamespace(tenant.namespace())
                .withName("m-model-cache");
    }

    private static Resource<ConfigMap> settings(Tenant tenant) {
        return tenant.client().configMaps().inNamespace(tenant.namespace()).withName("m-model");
    }

    private static void unchanged(Tenant tenant, PersistentVolumeClaim claim) {
        Awaitility.await()
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(6))
                .until(() -> claim(tenant)
                        .get()
                        .getMetadata()
                        .getManagedFields()
                        .equals(claim.getMetadata().getManagedFields()));
    }
}
