package io.embeddingops.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "0%", "100%", "'100%'"})
    void allowsAmounts(String amount) {
        assertThat(Given.errors("{model: {path: /m}, rollout: {maxSurge: 150%, maxUnavailable: " + amount + "}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "many", "'5'", "-5%", "1.5%", "1000%"})
    void refusesAmounts(String amount) {
        assertThat(Given.errors("{model: {path: /m}, rollout: {maxUnavailable: " + amount + "}}"))
                .containsExactly("spec.rollout.maxUnavailable " + amount.replace("'", "")
                        + " must be a whole number, 0 or more, or a percentage such as 25%");
    }

    @Test
    void moreThanAllPodsCannotBeUnavailable() {
        assertThat(Given.errors("{model: {path: /m}, rollout: {maxUnavailable: 150%}}"))
                .containsExactly("spec.rollout.maxUnavailable 150% must be at most 100%");
    }
}
