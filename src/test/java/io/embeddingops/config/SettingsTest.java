package io.embeddingops.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.plan.bounds.Allowance;
import io.embeddingops.plan.bounds.Bound;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

    static List<Setting<?>> settings() {
        return Settings.all();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everySettingIsDocumentedAndHasAValidDefault(Setting<?> setting) {
        assertThat(setting.flag()).matches("--[a-z][a-z0-9]*(-[a-z]+)*");
        assertThat(setting.documentation()).endsWith(".");
        assertThat(setting.parser().parse(setting.fallback())).isNotNull();
    }

    @Test
    void derivesVariablesFromFlags() {
        assertThat(Settings.ALLOWED_HOST_PATHS.variable()).isEqualTo("EMBEDDING_OPERATOR_ALLOWED_HOST_PATHS");
    }

    @ParameterizedTest
    @EnumSource(Bound.class)
    void everyBoundHasASetting(Bound bound) {
        assertThat(Settings.rendering()).extracting(Setting::flag).contains(bound.flag());
    }

    @Test
    void distinguishesAnUnknownBoundFromItsDefault() throws BadConfigException {
        assertThat(RenderConfig.read(Map.of(), Map.of())
                        .policy()
                        .bounds()
                        .allowances()
                        .values())
                .allSatisfy(allowance -> assertThat(allowance).isInstanceOf(Allowance.Unknown.class));
        var given =
                RenderConfig.read(Map.of("--allowed-host-paths", ""), Map.of()).policy();
        assertThat(given.bounds().allowances())
                .containsEntry(Bound.HOST_PATHS, new Allowance.Below(List.of()))
                .containsEntry(Bound.SECRETS, new Allowance.Unknown(new Allowance.Named(List.of())));
    }
}
