package io.embeddingops.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.plan.HostPathPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

    static List<Setting<?>> settings() {
        return Settings.all();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void isDocumentedAndHasAUsableDefault(Setting<?> setting) {
        assertThat(setting.flag()).matches("--[a-z]+(-[a-z]+)*");
        assertThat(setting.documentation()).endsWith(".");
        assertThat(setting.parser().parse(setting.fallback())).isNotNull();
    }

    @Test
    void derivesVariablesFromFlags() {
        assertThat(Settings.ALLOWED_HOST_PATHS.variable()).isEqualTo("EMBEDDING_OPERATOR_ALLOWED_HOST_PATHS");
    }

    @Test
    void tellsAnUnknownHostPathRuleFromNone() throws BadConfigException {
        assertThat(RenderConfig.read(Map.of(), Map.of()).policy().hostPaths()).isEqualTo(new HostPathPolicy.Unknown());
        assertThat(RenderConfig.read(Map.of("--allowed-host-paths", ""), Map.of())
                        .policy()
                        .hostPaths())
                .isEqualTo(new HostPathPolicy.Below(List.of()));
    }
}
