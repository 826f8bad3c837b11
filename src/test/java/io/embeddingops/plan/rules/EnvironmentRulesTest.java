package io.embeddingops.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentRulesTest {

    @Test
    void refusesReservedVariables() {
        assertThat(Given.errors(spec("{name: SGLANG_HEALTH_CHECK_TIMEOUT, value: '1'},"
                        + " {name: SGLANG_ENABLE_HEALTH_ENDPOINT_GENERATION, value: 'false'},"
                        + " {name: SGLANG_USE_CPU_ENGINE, value: '1'}")))
                .containsExactly(
                        "spec.server.env[0].name SGLANG_HEALTH_CHECK_TIMEOUT must be removed: set"
                                + " spec.health.checkTimeoutSeconds",
                        "spec.server.env[1].name SGLANG_ENABLE_HEALTH_ENDPOINT_GENERATION must be removed: without it,"
                                + " /health does not detect a dead engine",
                        "spec.server.env[2].name SGLANG_USE_CPU_ENGINE must be removed: set spec.device");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PYTHONPATH                  | the operator's plugin for SGLang is on it; install Python packages in the image
            PYTHONHOME                  | the operator's plugin for SGLang needs the image's own Python
            SGLANG_PLUGINS              | it could leave out the operator's plugin; uninstall other plugins in the image instead
            SGLANG_RUST_SERVER          | the operator's plugin protects only SGLang's Python server
            SGLANG_HTTP_SERVER_APP_PATH | the operator's plugin protects only SGLang's own application
            SGLANG_GRPC_PORT            | the operator's plugin protects only HTTP, and the probes and clients use it
            EMBEDDING_OPERATOR_SETTINGS | names that start with EMBEDDING_OPERATOR_ are the operator's; choose another name
            EMBEDDING_OPERATOR_X        | names that start with EMBEDDING_OPERATOR_ are the operator's; choose another name
            """, quoteCharacter = '"')
    void variablesThatDisplaceThePluginAreRefusedWithThePlugin(String name, String remedy) {
        var spec = spec("{name: " + name + ", value: x}");
        assertThat(Given.errors(spec))
                .containsExactly("spec.server.env[0].name " + name + " must be removed: " + remedy);
        assertThat(Given.errorsOfTemplate(1, spec)).isEmpty();
    }

    @Test
    void namesAreRequiredAndUnique() {
        assertThat(Given.errors(spec("{value: x}, {name: ''}, {name: A}, {name: B}, {name: A}")))
                .containsExactly(
                        "spec.server.env[0].name is required",
                        "spec.server.env[1].name is required",
                        "spec.server.env[4].name A is listed twice: remove one");
    }

    @Test
    void otherOperatorVariablesMayBeOverridden() {
        assertThat(Given.plan(spec("{name: HOME, value: /home}, {name: SGLANG_PLATFORM, value: x}"))
                        .server()
                        .env())
                .hasSize(2);
    }

    private static String spec(String env) {
        return "{model: {path: /m}, server: {env: [" + env + "]}}";
    }
}
