package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.fixtures.ModelInfos;
import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stored vectors and readiness gates on a real API server. */
@ExtendWith(SharedControlPlane.class)
class VerificationIT {

    private static final ScriptedModel OTHER = new ScriptedModel(256, 2);

    private final ScriptedServer server = ScriptedServer.of(ScriptedModel.usual());
    private Tenant tenant;
    private SimulatedPod pod;

    @BeforeEach
    void start(Tenant own) {
        tenant = own;
        pod = new SimulatedPod(tenant, "qwen");
        startOperator();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void vectorsOutliveTheOperatorAndAreDeletedWithTheService() {
        server.withModelInfo(exchange -> ScriptedServer.answer(exchange, 200, ModelInfos.modelInfo(ModelInfos.JSON)));
        create("");
        pod.serve(1);
        awaitVerified("True", "Verified");
        var stored = map();
        var service = service();
        assertThat(service.getStatus().model().modules()).containsExactly("Transformer", "Pooling(mean)", "Normalize");
        var before = server.questions().size();

        tenant.stopOperator();
        startOperator();
        Tenant.eventually(() -> assertThat(server.questions()).hasSizeGreaterThan(before));
        awaitVerified("True", "Verified");
        assertThat(version(map())).isEqualTo(version(stored));
        assertThat(service().getMetadata().getResourceVersion())
                .isEqualTo(service.getMetadata().getResourceVersion());

        tenant.service("qwen").delete();
        Tenant.eventually(() -> assertThat(map()).isNull());
    }

    @Test
    void deletedVectorsAreRestored() {
        create("");
        pod.serve(1);
        awaitVerified("True", "Verified");
        var stored = map();

        mapResource().delete();
        Tenant.eventually(() -> assertThat(map()).isNotNull());
        assertThat(map().getBinaryData()).isEqualTo(stored.getBinaryData());
        assertThat(map().getData()).isEqualTo(stored.getData());
        assertThat(map().getMetadata().getUid())
                .isNotEqualTo(stored.getMetadata().getUid());
    }

    @Test
    void vectorsDeletedDuringDowntimeAreNotReplacedSilently() {
        create("");
        pod.serve(1);
        awaitVerified("True", "Verified");
        var stored = map();

        tenant.stopOperator();
        mapResource().delete();
        server.withVectors(OTHER);
        startOperator();
        awaitVerified("False", "VectorSpaceChanged");
        assertThat(service().getStatus().vectorSpace().candidate().id())
                .isNotEqualTo(stored.getData().get("in-use.id"));

        server.withVectors(ScriptedModel.usual());
        pod.serve(2);
        awaitVerified("True", "Verified");
        assertThat(map().getBinaryData().get("in-use"))
                .isEqualTo(stored.getBinaryData().get("in-use"));
    }

    @Test
    void manuallyEditedVectorsAreNeverUsed() {
        create("");
        pod.serve(1);
        awaitVerified("True", "Verified");
        Tenant.edit(
                mapResource(),
                map -> new ConfigMapBuilder(map)
                        .addToData("in-use.id", "vs-000000000000")
                        .build());
        awaitVerified("False", "VectorsDamaged");
        assertThat(map().getData()).containsEntry("in-use.id", "vs-000000000000");
        tenant.stopOperator();
        startOperator();
        pod.serve(2);
        awaitVerified("False", "VectorsDamaged");
        assertThat(map().getData()).containsEntry("in-use.id", "vs-000000000000");
    }

    @Test
    void readinessGateIsOpenedAndClosed() {
        create(", verification: {mode: Enforce}");
        pod.serve(1);
        Tenant.eventually(
                () -> assertThat(pod.condition("embeddingops.io/verified")).contains("True"));
        awaitVerified("True", "Verified");

        server.withVectors(OTHER);
        pod.serve(2);
        awaitVerified("False", "VectorSpaceChanged");
        Tenant.eventually(
                () -> assertThat(pod.condition("embeddingops.io/verified")).contains("False"));
        assertThat(pod.condition("Ready")).contains("True");

        var candidate = service().getStatus().vectorSpace().candidate().id();
        Tenant.edit(
                tenant.service("qwen"),
                qwen -> tenant.read(
                        manifest(", verification: {mode: Enforce}, vectorSpace: {id: %s}".formatted(candidate))));
        awaitVerified("True", "Verified");
        Tenant.eventually(
                () -> assertThat(pod.condition("embeddingops.io/verified")).contains("True"));
    }

    private void startOperator() {
        tenant.startOperator("--probe-via", "direct");
    }

    private void create(String more) {
        tenant.create(manifest(more));
    }

    private String manifest(String more) {
        return """
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: qwen}
                spec: {model: {path: /models/qwen}, port: %d, %s%s}
                """.formatted(server.port(), SimulatedPod.UNSCHEDULED, more);
    }

    private EmbeddingService service() {
        return tenant.service("qwen").get();
    }

    private void awaitVerified(String status, String reason) {
        Tenant.eventually(() -> {
            var found = service().getStatus();
            assertThat(found).isNotNull();
            assertThat(found.observedGeneration())
                    .isEqualTo(service().getMetadata().getGeneration());
            var condition = found.condition(Condition.VERIFIED).orElseThrow();
            assertThat(condition)
                    .as(condition.message())
                    .extracting(Condition::status, Condition::reason)
                    .containsExactly(status, reason);
        });
    }

    private ConfigMap map() {
        return mapResource().get();
    }

    private Resource<ConfigMap> mapResource() {
        return tenant.client().configMaps().inNamespace(tenant.namespace()).withName("qwen-vector-space");
    }

    private static String version(ConfigMap map) {
        return map.getMetadata().getResourceVersion();
    }
}
