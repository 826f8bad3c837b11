package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatusBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransitionTest {

    @ParameterizedTest
    @CsvSource({
        "LoadingModel, Ready, false",
        "Ready, ServerCrashed, true",
        "Ready, InvalidSpec, true",
        "InvalidSpec, RolloutInProgress, false",
        "OutOfMemory, ServerCrashed, true",
        "Ready, ScaledToZero, false",
        "Ready, SomethingOfANewerVersion, false"
    })
    void changedReasonIsATransition(String before, String after, boolean warning) {
        assertThat(Transition.between(status(before, "x"), status(after, "why")))
                .contains(new Transition(warning, after, "why"));
    }

    @Test
    void changedMessageIsNoTransition() {
        assertThat(Transition.between(status("ServerCrashed", "1 restart"), status("ServerCrashed", "2 restarts")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PodStarting, false",
        "RolloutInProgress, false",
        "Ready, false",
        "InvalidSpec, true",
        "NameConflict, true"
    })
    void firstStatusIsATransitionOnlyIfSomethingFailed(String reason, boolean expectedTransition) {
        var expected = expectedTransition ? List.of(new Transition(true, reason, "why")) : List.<Transition>of();
        assertThat(Transition.between(null, status(reason, "why"))).isEqualTo(expected);
        assertThat(Transition.between(EmbeddingServiceStatus.EMPTY, status(reason, "why")))
                .isEqualTo(expected);
    }

    private static EmbeddingServiceStatus status(String reason, String message) {
        var ready = new Condition("Ready", "False", 1L, "2026-11-24T10:00:00Z", reason, message);
        return EmbeddingServiceStatusBuilder.builder()
                .conditions(List.of(ready))
                .build();
    }
}
