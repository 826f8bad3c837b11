package io.embeddingops.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.FetchDefaults;
import io.embeddingops.plan.Launcher;
import io.embeddingops.plan.OperatorDefaults;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultsRecordTest {

    @Test
    void readsWhatItWrites() {
        var deployment = ServerDeployment.build(Given.plan("{model: {path: /m}, device: cpu}"));
        assertThat(deployment.getMetadata().getAnnotations())
                .containsOnlyKeys("embeddingops.io/defaults", "embeddingops.io/spec")
                .containsValue(
                        "{\"device\":\"cpu\",\"image\":\"registry.test/sglang:cpu\",\"launcher\":\"sglang\",\"template\":3}");
        assertThat(DefaultsRecord.of(deployment))
                .contains(new OperatorDefaults(
                        Device.CPU,
                        Optional.empty(),
                        Optional.of("registry.test/sglang:cpu"),
                        Launcher.SGLANG,
                        FetchDefaults.NONE,
                        3));
    }

    @Test
    void ignoresFieldsOfALaterVersion() {
        assertThat(read("{\"device\":\"gpu\",\"launcher\":\"python\",\"template\":1,\"more\":{}}"))
                .contains(new OperatorDefaults(
                        Device.GPU, Optional.empty(), Optional.empty(), Launcher.PYTHON, FetchDefaults.NONE, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[",
                "[]",
                "text",
                "{\"device\":\"tpu\",\"launcher\":\"sglang\",\"template\":1}"
            })
    void ignoresUnreadableAnnotations(String text) {
        assertThat(read(text)).isEmpty();
    }

    @Test
    void isEmptyWithoutTheAnnotation() {
        assertThat(DefaultsRecord.of(
                        new DeploymentBuilder().withNewMetadata().endMetadata().build()))
                .isEmpty();
    }

    private static Optional<OperatorDefaults> read(String text) {
        return DefaultsRecord.of(new DeploymentBuilder()
                .withNewMetadata()
                .addToAnnotations(DefaultsRecord.ANNOTATION, text)
                .endMetadata()
                .build());
    }
}
