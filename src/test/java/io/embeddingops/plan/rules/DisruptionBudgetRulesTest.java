package io.embeddingops.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.FieldError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisruptionBudgetRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{maxUnavailable: 1, minAvailable: 1}"})
    void exactlyOneFieldMustBeSet(String budget) {
        assertThat(Given.errors(spec(1, budget)))
                .singleElement()
                .asString()
                .startsWith("spec.disruptionBudget must have exactly one of maxUnavailable and minAvailable");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {maxUnavailable: -1}     | spec.disruptionBudget.maxUnavailable -1 must be
            {minAvailable: 150%}     | spec.disruptionBudget.minAvailable 150% must be
            {minAvailable: half}     | spec.disruptionBudget.minAvailable half must be
            """)
    void amountsAreChecked(String budget, String error) {
        assertThat(Given.errors(spec(3, budget))).singleElement().asString().startsWith(error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 | {maxUnavailable: 0}    | spec.disruptionBudget.maxUnavailable 0 allows no eviction
            3 | {maxUnavailable: 0%}   | spec.disruptionBudget.maxUnavailable 0% allows no eviction
            1 | {minAvailable: 1}      | spec.disruptionBudget.minAvailable 1 with spec.replicas 1 allows no eviction
            3 | {minAvailable: 4}      | spec.disruptionBudget.minAvailable 4 with spec.replicas 3 allows no eviction
            3 | {minAvailable: 67%}    | spec.disruptionBudget.minAvailable 67% with spec.replicas 3 allows no eviction
            """)
    void aBudgetThatBlocksEveryDrainIsAWarning(int replicas, String budget, String warning) {
        assertThat(Given.errors(spec(replicas, budget))).isEmpty();
        assertThat(Rules.warnings(Given.plan(spec(replicas, budget))))
                .extracting(FieldError::toString)
                .singleElement()
                .asString()
                .startsWith(warning)
                .contains(": ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 | {maxUnavailable: 1}
            3 | {maxUnavailable: 1%}
            3 | {minAvailable: 66%}
            2 | {minAvailable: 1}
            0 | {minAvailable: 1}
            """)
    void otherBudgetsAreNone(int replicas, String budget) {
        assertThat(Rules.warnings(Given.plan(spec(replicas, budget)))).isEmpty();
    }

    @Test
    void theDefaultFollowsTheReplicas() {
        var plan = Given.plan("{model: {path: /m}, replicas: 1}");
        assertThat(plan.effectiveDisruptionBudget()).isEmpty();
        assertThat(plan.withReplicasElsewhere(2).effectiveDisruptionBudget())
                .hasValueSatisfying(budget ->
                        assertThat(budget.maxUnavailable().getIntVal()).isEqualTo(1));
        assertThat(Rules.warnings(plan.withReplicasElsewhere(2))).isEmpty();
    }

    private static String spec(int replicas, String budget) {
        return "{model: {path: /m}, replicas: " + replicas + ", disruptionBudget: " + budget + "}";
    }
}
