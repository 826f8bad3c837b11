package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The clients' settings on a real API server. */
@ExtendWith(SharedControlPlane.class)
class ClientSettingsIT {

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
    void settingsAppearCompleteAndChangeWithTheVectorSpace() {
        tenant.create(manifest(""));
        pod.serve(1);
        awaitSettings();
        assertThat(map().getData())
                .containsOnlyKeys(
                        "OPENAI_BASE_URL", "EMBEDDING_MODEL", "EMBEDDING_DIMENSIONS", "EMBEDDING_VECTOR_SPACE")
                .containsEntry("OPENAI_BASE_URL", service().getStatus().url())
                .containsEntry(
                        "EMBEDDING_VECTOR_SPACE",
                        service().getStatus().vectorSpace().id());

        server.withVectors(OTHER);
        pod.serve(2);
        Tenant.eventually(() ->
                assertThat(service().getStatus().vectorSpace().candidate()).isNotNull());
        var accepted = service().getStatus().vectorSpace().candidate().id();
        tenant.edit(
                "qwen",
                tenant.read(manifest(", vectorSpace: {id: %s}".formatted(accepted)))
                        .getSpec());
        Tenant.eventually(
                () -> assertThat(service().getStatus().vectorSpace().id()).isEqualTo(accepted));
        assertThat(map().getData()).containsEntry("EMBEDDING_VECTOR_SPACE", accepted);
    }

    @Test
    void deletedAndEditedSettingsAreRepaired() {
        tenant.create(manifest(""));
        pod.serve(1);
        awaitSettings();
        var data = map().getData();
        mapResource().delete();
        Tenant.eventually(() -> assertThat(map()).isNotNull());
        assertThat(map().getData()).isEqualTo(data);
        Tenant.edit(
                mapResource(),
                map -> new ConfigMapBuilder(map)
                        .addToData("EMBEDDING_MODEL", "other")
                        .build());
        Tenant.eventually(() -> assertThat(map().getData()).isEqualTo(data));

        tenant.service("qwen").delete();
        Tenant.eventually(() -> assertThat(map()).isNull());
    }

    @Test
    void foreignConfigMapIsKeptAndTheServiceRunsOn() {
        tenant.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("qwen-client")
                        .withNamespace(tenant.namespace())
                        .endMetadata()
                        .addToData("mine", "1")
                        .build())
                .create();
        tenant.create(manifest(""));
        pod.serve(1);
        Tenant.eventually(() -> assertThat(service().getStatus().condition(Condition.VERIFIED))
                .hasValueSatisfying(verified -> assertThat(verified.status()).isEqualTo(Condition.TRUE)));
        var ready = tenant.awaitReady("qwen", "False", "NameConflict");
        assertThat(ready.message()).contains("ConfigMap qwen-client");
        assertThat(map().getData()).containsOnlyKeys("mine");
        assertThat(service().getStatus().client()).isNull();
    }

    @Test
    void restartedOperatorWritesNothing() {
        tenant.create(manifest(""));
        pod.serve(1);
        awaitSettings();
        var written = map().getMetadata().getResourceVersion();
        var status = service().getMetadata().getResourceVersion();
        var before = server.questions().size();
        tenant.stopOperator();
        startOperator();
        Tenant.eventually(() -> assertThat(server.questions()).hasSizeGreaterThanOrEqualTo(before + 6));
        assertThat(map().getMetadata().getResourceVersion()).isEqualTo(written);
        assertThat(service().getMetadata().getResourceVersion()).isEqualTo(status);
    }

    private void startOperator() {
        tenant.startOperator("--probe-via", "direct");
    }

    private void awaitSettings() {
        Tenant.eventually(() -> {
            assertThat(service().getStatus()).isNotNull();
            assertThat(service().getStatus().client()).isNotNull();
        });
        assertThat(service().getStatus().client().configMapName()).isEqualTo("qwen-client");
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

    private ConfigMap map() {
        return mapResource().get();
    }

    private Resource<ConfigMap> mapResource() {
        return tenant.client().configMaps().inNamespace(tenant.namespace()).withName("qwen-client");
    }
}
