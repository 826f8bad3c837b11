package io.embeddingops.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

    private static final List<String> KNOWN = List.of("model", "env", "envFrom", "servedName", "port");

    @ParameterizedTest
    @CsvSource({"modle, model", "Model, model", "servdName, servedName", "envform, envFrom", "prt, port", "en, env"})
    void findsTheClosestName(String given, String closest) {
        assertThat(NearestName.of(given, KNOWN)).contains(closest);
    }

    @Test
    void suggestsNothingIfAllNamesDifferTooMuch() {
        assertThat(NearestName.of("quantization", KNOWN)).isEmpty();
    }

    @Test
    void listsAlternatives() {
        assertThat(OrList.of(List.of())).isEmpty();
        assertThat(OrList.of(List.of("a"))).isEqualTo("a");
        assertThat(OrList.of(List.of("a", "b", "c"))).isEqualTo("a, b or c");
    }
}
