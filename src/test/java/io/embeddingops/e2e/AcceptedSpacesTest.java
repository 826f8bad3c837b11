package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptedSpacesTest {

    private final AcceptedSpaces accepted = new AcceptedSpaces("old");

    AcceptedSpacesTest() {
        accepted.add(new AcceptedSpaces.Acceptance("new", at(10), at(15)));
        accepted.add(new AcceptedSpaces.Acceptance("old", at(30), at(32)));
    }

    @Test
    void answersBeforeTheIdIsSetBelongToTheOldSpace() {
        assertThat(wrong(8, 9, "old")).isFalse();
        assertThat(wrong(8, 9, "new")).isTrue();
    }

    @Test
    void answersDuringTheFlipBelongToEitherSpace() {
        assertThat(wrong(9, 11, "old")).isFalse();
        assertThat(wrong(14, 16, "new")).isFalse();
        assertThat(wrong(14, 16, "old")).isFalse();
    }

    @Test
    void answersAfterTheAcknowledgementBelongToTheNewSpace() {
        assertThat(wrong(16, 17, "new")).isFalse();
        assertThat(wrong(16, 17, "old")).isTrue();
    }

    @Test
    void goingBackIsAFlip() {
        assertThat(wrong(29, 31, "old")).isFalse();
        assertThat(wrong(33, 34, "old")).isFalse();
        assertThat(wrong(33, 34, "new")).isTrue();
    }

    @Test
    void vectorsOfNoKnownSpaceAreWrong() {
        assertThat(wrong(1, 2, SpaceAnswer.UNKNOWN)).isTrue();
        assertThat(wrong(14, 16, SpaceAnswer.UNKNOWN)).isTrue();
    }

    private boolean wrong(long sent, long answered, String space) {
        return !accepted.wrong(List.of(new SpaceAnswer(at(sent), at(answered), space, "")))
                .isEmpty();
    }

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }
}
