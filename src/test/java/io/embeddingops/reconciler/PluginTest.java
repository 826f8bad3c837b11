package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.fixtures.Call;
import io.embeddingops.fixtures.ServerContainers;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The ConfigMap with the plugin for SGLang. */
class PluginTest extends LoopTest {

    private static final Predicate<Call> MAP_WRITES = call -> call.writes() && call.to("/configmaps/");
    private static final String OLD_DEFAULTS =
            "{\"device\":\"gpu\",\"image\":\"sglang:test\",\"launcher\":\"sglang\",\"template\":1}";

    @Test
    void isCreatedOnceBeforeTheDeployment() {
        startWithReadyService();
        assertThat(map().get().getMetadata().getOwnerReferences()).hasSize(1);
        assertThat(cluster.calls(MAP_WRITES)).hasSize(1);
        assertThat(cluster.calls(Call::writes))
                .extracting(Call::path)
                .filteredOn(path -> path.contains("/configmaps/") || path.contains("/deployments/"))
                .first()
                .asString()
                .contains("/configmaps/qwen-plugin-v3");
        awaitReconciled(() -> workload().touchPod("once"));
        assertThat(cluster.calls(MAP_WRITES)).hasSize(1);
    }

    @Test
    void comesBackWhenItIsDeleted() {
        startWithReadyService();
        var first = map().get().getMetadata().getUid();
        map().delete();
        eventually(() -> assertThat(map().get())
                .isNotNull()
                .extracting(found -> found.getMetadata().getUid())
                .isNotEqualTo(first));
        assertThat(map().get().getBinaryData()).containsKey("plugin.zip");
    }

    @Test
    void aForeignOneIsReportedAndNoPodIsStarted() {
        var foreign = cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(NAME + "-plugin-v3")
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .addToData("mine", "yes")
                        .build())
                .create();
        start();
        create(SPEC);
        awaitReason("NameConflict");
        assertThat(condition(Condition.READY).message())
                .startsWith("ConfigMap qwen-plugin-v3 already exists and does not belong to this EmbeddingService");
        assertThat(map().get()).isEqualTo(foreign);
        assertThat(deployment().get()).isNull();

        map().delete();
        awaitReason("RolloutInProgress");
    }

    @Test
    void oneWithOtherContentIsReportedWithoutAnAttemptToChangeIt() {
        start();
        create(SPEC);
        awaitReason("RolloutInProgress");
        cluster.client()
                .resource(with(map().get(), found -> found.setBinaryData(Map.of("plugin.zip", "b3RoZXI="))))
                .update();
        awaitReason("NameConflict");
        assertThat(condition(Condition.READY).message())
                .isEqualTo(
                        "ConfigMap qwen-plugin-v3 already exists with other content and is immutable, so it cannot be"
                                + " corrected: delete it, and the operator creates it again");
        var before = cluster.calls(MAP_WRITES);
        change("{model: {path: /models/m}, server: {image: 'sglang:next'}}");
        awaitReason("NameConflict");
        assertThat(cluster.calls(MAP_WRITES)).isEqualTo(before);

        map().delete();
        awaitReason("RolloutInProgress");
        assertThat(map().get().getBinaryData()).containsKey("plugin.zip");
    }

    @Test
    void staysWhenThePodTemplateHasNoPluginAnyMore() {
        startWithReadyService();
        var before = map().get();
        deployment()
                .edit(deployment -> new DeploymentBuilder(deployment)
                        .editMetadata()
                        .addToAnnotations("embeddingops.io/defaults", OLD_DEFAULTS)
                        .endMetadata()
                        .build());
        change("{model: {path: /models/m}, server: {image: 'sglang:test'}}");
        eventually(() -> assertThat(variables()).doesNotContain("EMBEDDING_OPERATOR_SETTINGS"));
        awaitIdle();
        assertThat(map().get()).isEqualTo(before);
    }

    private List<String> variables() {
        return ServerContainers.of(deployment().get()).getEnv().stream()
                .map(EnvVar::getName)
                .toList();
    }

    private Resource<ConfigMap> map() {
        return cluster.client().configMaps().inNamespace(NAMESPACE).withName(NAME + "-plugin-v3");
    }
}
