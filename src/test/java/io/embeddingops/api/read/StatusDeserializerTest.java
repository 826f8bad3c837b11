package io.embeddingops.api.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.fixtures.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusDeserializerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "[1]",
                "{replicas: many}",
                "{conditions: {}}",
                "{conditions: [1]}",
                "{conditions: [null]}",
                "{model: 7}",
                "{observedGeneration: -1}"
            })
    void anUnreadableStatusCountsAsAbsent(String status) {
        assertThat(read(status)).isNull();
    }

    @Test
    void fieldsOfANewerVersionAreIgnored() {
        var status = read("{replicas: 2, colour: blue, conditions: [{type: Ready, status: 'True', colour: blue}]}");
        assertThat(status.replicas()).isEqualTo(2);
        assertThat(status.condition("Ready"))
                .hasValueSatisfying(ready -> assertThat(ready.holds()).isTrue());
        assertThat(status.condition("Stalled")).isEmpty();
    }

    @Test
    void anEmptyStatusHasNoConditions() {
        assertThat(read("{}").conditions()).isEmpty();
    }

    private static EmbeddingServiceStatus read(String status) {
        return Given.object("status: " + status, EmbeddingService.class).getStatus();
    }
}
