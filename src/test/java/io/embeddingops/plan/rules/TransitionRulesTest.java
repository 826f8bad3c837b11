package io.embeddingops.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.FieldError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransitionRulesTest {

    @Test
    void sideBySideNeedsVerification() {
        assertThat(Given.errors(
                        "{model: {path: /m}, verification: {mode: 'Off'}, vectorSpace: {transition: SideBySide}}"))
                .singleElement()
                .asString()
                .startsWith("spec.vectorSpace.transition SideBySide needs verification");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{transition: InPlace}", "{transition: SideBySide, configMapName: reference}"})
    void otherTransitionsAreValid(String space) {
        var spec = "{model: {path: /m}, vectorSpace: " + space + "}";
        assertThat(Given.errors(spec)).isEmpty();
        assertThat(Rules.warnings(Given.plan(spec))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {retainSeconds: 60}                             | spec.vectorSpace.retainSeconds has no effect: set
            {transition: InPlace, candidateReplicas: 1}     | spec.vectorSpace.candidateReplicas has no effect: set
            """)
    void fieldsWithoutEffectAreAWarning(String space, String warning) {
        assertThat(Rules.warnings(Given.plan("{model: {path: /m}, vectorSpace: " + space + "}")))
                .extracting(FieldError::toString)
                .singleElement()
                .asString()
                .startsWith(warning);
    }

    @Test
    void theyHaveAnEffectWithSideBySide() {
        var spec =
                "{model: {path: /m}, vectorSpace: {transition: SideBySide, retainSeconds: 60, candidateReplicas: 1}}";
        assertThat(Rules.warnings(Given.plan(spec))).isEmpty();
    }
}
