package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Call;
import io.embeddingops.fixtures.ServerContainers;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An operator with new defaults reconciles services that were created with old ones. */
class UpgradeTest extends LoopTest {

    private static final Map<String, String> OLD = Map.of("--gpu-image", "sglang:old");
    private static final Map<String, String> NEW = Map.of("--gpu-image", "sglang:new", "--launcher", "python");

    @Test
    void newDefaultsCauseNoWrite() {
        startWithReadyService(OLD, "model: {path: /models/m}");
        var before = cluster.calls(Call::writes);
        var passes = passes();
        start(NEW);
        eventually(() -> assertThat(passes()).isGreaterThan(passes));
        awaitIdle();
        assertThat(cluster.calls(Call::writes)).isEqualTo(before);
        assertThat(image()).isEqualTo("sglang:old");
        assertThat(service().getStatus().image()).isEqualTo("sglang:old");
    }

    @Test
    void serviceWithPolicyFollowGetsNewDefaults() {
        startWithReadyService(OLD, "{model: {path: /models/m}, upgradePolicy: Follow}");
        start(NEW);
        eventually(() -> assertThat(image()).isEqualTo("sglang:new"));
        eventually(() -> assertThat(service().getStatus().defaults().launcher()).isEqualTo("python"));
    }

    @Test
    void deletedDeploymentIsRecreatedWithOldDefaults() {
        startWithReadyService(OLD, "model: {path: /models/m}");
        start(NEW);
        deployment().delete();
        eventually(() -> assertThat(deployment().get()).isNotNull());
        assertThat(image()).isEqualTo("sglang:old");
    }

    @Test
    void removedAnnotationIsRestoredFromTheStatus() {
        startWithReadyService(OLD, "model: {path: /models/m}");
        start(NEW);
        deployment()
                .edit(deployment -> new DeploymentBuilder(deployment)
                        .editMetadata()
                        .withAnnotations(Map.of())
                        .endMetadata()
                        .build());
        eventually(() ->
                assertThat(deployment().get().getMetadata().getAnnotations()).containsKey("embeddingops.io/defaults"));
        assertThat(image()).isEqualTo("sglang:old");
    }

    @Test
    void changedSpecKeepsOldDefaults() {
        startWithReadyService(OLD, "model: {path: /models/m}");
        start(NEW);
        change("{model: {path: /models/m}, port: 31000}");
        eventually(() -> assertThat(service().getStatus().observedGeneration()).isEqualTo(2));
        assertThat(image()).isEqualTo("sglang:old");
    }

    private void startWithReadyService(Map<String, String> flags, String spec) {
        start(flags);
        create(spec);
        eventually(() -> assertThat(deployment().get()).isNotNull());
        workload().ready();
        awaitReason("Ready");
    }

    private String image() {
        return ServerContainers.of(deployment().get()).getImage();
    }
}
