package io.embeddingops.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.PlanBuilder;
import io.embeddingops.verification.Expectations.Plugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerExpectationsTest {

    @ParameterizedTest
    @CsvSource({"Mean, mean", "Cls, cls", "LastToken, last_token", "MeanSqrtLen, mean_sqrt_len"})
    void poolingOfTheSpecIsExpectedByItsNameInThePlugin(String pooling, String name) {
        var wanted = ServerExpectations.of(Given.plan("{model: {path: /m, pooling: " + pooling + "}}"))
                .pooling()
                .orElseThrow();
        assertThat(wanted.name()).isEqualTo(name);
        assertThat(wanted.origin()).isEqualTo("spec.model.pooling asks for " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FromModel", "Engine"})
    void otherwiseNoPoolingIsExpected(String pooling) {
        assertThat(ServerExpectations.of(Given.plan("{model: {path: /m, pooling: " + pooling + "}}"))
                        .pooling())
                .isEmpty();
    }

    @Test
    void pluginIsExpectedFromTemplate2On() {
        var plan = Given.plan("{model: {path: /m}}");
        assertThat(ServerExpectations.of(plan).plugin()).isEqualTo(Plugin.EXPECTED);
        assertThat(ServerExpectations.of(PlanBuilder.builder(plan).template(1).build())
                        .plugin())
                .isEqualTo(Plugin.NOT_IN_TEMPLATE);
    }
}
