package io.embeddingops.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.fixtures.PluginSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PluginConfigMapTest {

    private static final String SPEC = "model: {path: /models/tiny}";

    @Test
    void hasExactlyTheFilesOfTheRepository() {
        var files = PluginSource.files().entrySet().stream()
                .collect(Collectors.toMap(file -> file.getKey(), file -> Given.text(file.getValue())));
        assertThat(PluginConfigMap.build(Given.plan(SPEC)))
                .hasValueSatisfying(map -> assertThat(map.getData()).isEqualTo(files));
    }

    @Test
    void isImmutableAndNamedAfterTheServiceAndTheVersion() {
        assertThat(PluginConfigMap.build(Given.plan(SPEC))).hasValueSatisfying(map -> {
            assertThat(map.getImmutable()).isTrue();
            assertThat(map.getMetadata().getName()).isEqualTo("tiny-plugin-v2");
            assertThat(map.getMetadata().getNamespace()).isEqualTo("ai");
        });
    }

    @Test
    void templatesWithoutThePluginHaveNone() {
        assertThat(PluginConfigMap.build(Given.planOfTemplate(1, SPEC))).isEmpty();
    }

    @Test
    void allConfigMapsShareTheirTexts() {
        var one = PluginConfigMap.build(Given.plan(SPEC)).orElseThrow();
        var other = PluginConfigMap.build(Given.plan(SPEC)).orElseThrow();
        one.getData()
                .forEach((file, content) ->
                        assertThat(other.getData().get(file)).as(file).isSameAs(content));
    }

    @Test
    void thePodMountsThePackageAndItsMetadata() {
        assertThat(PluginConfigMap.source(Given.plan(SPEC)).getItems())
                .extracting(KeyToPath::getPath)
                .contains(
                        "embedding_operator/plugin.py",
                        "embedding_operator_sglang-2.dist-info/METADATA",
                        "embedding_operator_sglang-2.dist-info/entry_points.txt")
                .hasSameSizeAs(PluginSource.files().keySet());
    }
}
