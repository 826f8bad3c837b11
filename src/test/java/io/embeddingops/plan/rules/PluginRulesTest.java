package io.embeddingops.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.FieldError;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginRulesTest {

    private static final String SIXTY_FOUR_AND_ONE =
            "12345678901234567890123456789012345678901234567890123456789012345";
    private static final String SIXTY_FOUR = SIXTY_FOUR_AND_ONE.substring(1);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            model: {path: /m, pooling: FromModel}             | spec.model.pooling
            model: {path: /m, prompts: {query: "a "}}         | spec.model.prompts
            model: {path: /m, longInput: Truncate}            | spec.model.longInput
            {model: {path: /m}, server: {endpoints: All}}          | spec.server.endpoints
            {model: {path: /m}, server: {maxTextsPerRequest: 1}}   | spec.server.maxTextsPerRequest
            {model: {path: /m}, server: {maxRequestBytes: 65536}}  | spec.server.maxRequestBytes
            """)
    void aFieldWithoutEffectOnAnOldTemplateIsAWarning(String spec, String field) {
        assertThat(Rules.warnings(Given.planOfTemplate(1, spec)))
                .extracting(FieldError::toString)
                .containsExactly(field
                        + " has no effect: the service keeps pod template 1, which has no plugin for SGLang; set"
                        + " spec.upgradePolicy: Follow, which replaces the pods");
        assertThat(Rules.warnings(Given.plan(spec))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"model: {path: /m}", "model: {path: /m, dtype: half}"})
    void otherFieldsCauseNoWarning(String spec) {
        assertThat(Rules.warnings(Given.planOfTemplate(1, spec))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", SIXTY_FOUR_AND_ONE})
    void namesOfPromptsHaveALength(String name) {
        assertThat(Given.errors(prompts("\"" + name + "\": text")))
                .containsExactly("spec.model.prompts must have names of 1 to 64 characters: rename the prompt");
    }

    @Test
    void aLongNameIsAllowed() {
        assertThat(Given.errors(prompts(SIXTY_FOUR + ": text"))).isEmpty();
    }

    @Test
    void theSettingsMustFitIntoAVariable() {
        assertThat(Given.errors(many("x"))).isEmpty();
        assertThat(Given.errors(many("é")))
                .singleElement()
                .asString()
                .startsWith("spec.model.prompts makes the plugin's settings ")
                .endsWith(" bytes long, at most 98304 are possible: shorten or remove prompts");
        assertThat(Given.errorsOfTemplate(1, many("é"))).isEmpty();
    }

    private static String many(String letter) {
        return prompts(IntStream.range(0, 23)
                .mapToObj(number -> "p" + number + ": \"" + letter.repeat(4096) + "\"")
                .collect(Collectors.joining(", ")));
    }

    private static String prompts(String entries) {
        return "model: {path: /m, prompts: {" + entries + "}}";
    }
}
