package io.embeddingops.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.fixtures.PluginSource;
import org.junit.jupiter.api.Test;

class PluginConfigMapTest {

    private static final String SPEC = "model: {path: /models/tiny}";

    /** {@code make plugin} writes the archive. */
    @Test
    void archiveHasExactlyTheFilesOfTheRepository() {
        assertThat(PluginConfigMap.build(Given.plan(SPEC), PluginArchive.V3)).hasValueSatisfying(map -> {
            assertThat(map.getBinaryData()).containsOnlyKeys("plugin.zip");
            assertThat(PluginSource.unpacked(map.getBinaryData().get("plugin.zip")))
                    .isEqualTo(PluginSource.files());
        });
    }

    @Test
    void isImmutableAndNamedAfterTheServiceAndTheVersion() {
        assertThat(PluginConfigMap.build(Given.plan(SPEC), PluginArchive.V3)).hasValueSatisfying(map -> {
            assertThat(map.getImmutable()).isTrue();
            assertThat(map.getMetadata().getName()).isEqualTo("tiny-plugin-v3");
            assertThat(map.getMetadata().getNamespace()).isEqualTo("ai");
        });
    }

    @Test
    void templatesWithoutThePluginHaveNone() {
        assertThat(PluginConfigMap.build(Given.planOfTemplate(1, SPEC), PluginArchive.V3))
                .isEmpty();
    }

    @Test
    void allConfigMapsShareTheirTexts() {
        var one = PluginConfigMap.build(Given.plan(SPEC), PluginArchive.V3).orElseThrow();
        var other = PluginConfigMap.build(Given.plan(SPEC), PluginArchive.V3).orElseThrow();
        assertThat(other.getBinaryData().get("plugin.zip"))
                .isSameAs(one.getBinaryData().get("plugin.zip"));
    }

    @Test
    void pythonImportsFromTheArchiveInTheMount() {
        assertThat(PluginConfigMap.source(Given.plan(SPEC)).getName()).isEqualTo("tiny-plugin-v3");
        assertThat(ServerDeployment.build(Given.plan(SPEC))
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getEnv())
                .anySatisfy(variable -> {
                    assertThat(variable.getName()).isEqualTo("PYTHONPATH");
                    assertThat(variable.getValue()).isEqualTo("/embedding-operator/plugin/plugin.zip");
                });
    }
}
