package io.embeddingops.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import org.junit.jupiter.api.Test;

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
        assertThat(Given.plan(spec("{name: HOME, value: /home}, {name: SGLANG_LOG, value: x}"))
                        .server()
                        .env())
                .hasSize(2);
    }

    private static String spec(String env) {
        return "{model: {path: /m}, server: {env: [" + env + "]}}";
    }
}
