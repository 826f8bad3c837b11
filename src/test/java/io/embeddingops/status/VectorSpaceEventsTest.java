package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.CandidateStatusBuilder;
import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatusBuilder;
import io.embeddingops.api.v1alpha1.FallbackStatus;
import io.embeddingops.api.v1alpha1.VectorSpaceStatus;
import io.embeddingops.api.v1alpha1.VectorSpaceStatusBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events of transitions to another vector space, and of the fallback. */
class VectorSpaceEventsTest {

    private static final String OLD = SideBySide.OLD.id();
    private static final String NEW = SideBySide.NEW.id();
    private static final EmbeddingServiceStatus COMPLETE = SideBySide.status(null, SideBySide.verified());
    private static final EmbeddingServiceStatus LOADING = SideBySide.status(
            null,
            SideBySide.candidate(
                    SideBySide.otherLoading("tiny-b"), SideBySide.judged(Optional.empty(), Optional.empty())));

    @Test
    void candidateIsReportedOnceItWaitsForAcceptance() {
        var ready = new Transition(
                false,
                "CandidateReady",
                "the new servers beside those in use (Deployment tiny-b) are ready at http://tiny-next.ai.svc:30000/v1 and"
                        + " return vectors with id " + NEW
                        + " (2 dimensions, cosine 0.000 to those in use): to move the"
                        + " Service to them, set spec.vectorSpace.id to " + NEW);
        assertThat(Transition.between(LOADING, COMPLETE)).contains(ready);
        assertThat(reasons(LOADING, COMPLETE)).containsExactly("Ready", "CandidateReady");
        assertThat(reasons(COMPLETE, COMPLETE)).isEmpty();
        assertThat(reasons(null, LOADING)).doesNotContain("CandidateReady");
    }

    @Test
    void candidateThatIsNotVerifiedIsNotReported() {
        var failed = SideBySide.status(
                null, SideBySide.candidate(SideBySide.otherReady("tiny-b"), SideBySide.failed(SideBySide.NEW)));
        assertThat(failed.vectorSpace().candidate().id()).isEqualTo(NEW);
        assertThat(reasons(LOADING, failed)).containsExactly("NotVerified");
        assertThat(reasons(failed, COMPLETE)).containsExactly("Ready", "CandidateReady");
    }

    @Test
    void candidateWithoutAllReplicasIsNotReported() {
        var half = EmbeddingServiceStatusBuilder.builder(COMPLETE)
                .vectorSpace(VectorSpaceStatusBuilder.builder(COMPLETE.vectorSpace())
                        .candidate(CandidateStatusBuilder.builder(
                                        COMPLETE.vectorSpace().candidate())
                                .replicas(2)
                                .build())
                        .build())
                .build();
        assertThat(reasons(LOADING, half)).containsExactly("Ready");
        assertThat(reasons(half, COMPLETE)).containsExactly("CandidateReady");
    }

    @Test
    void flipIsReportedWhenAllRequestsHaveMoved() {
        var moved = SideBySide.flipped(COMPLETE, false);
        assertThat(Transition.between(COMPLETE, moved))
                .containsExactly(new Transition(
                        false,
                        "VectorSpaceFlipped",
                        "the Service was moved from the servers with vector space " + OLD + " to those with " + NEW
                                + "; the servers that served before (Deployment tiny) stay until 2026-11-24T10:40:00Z: to"
                                + " go back, set spec.vectorSpace.id to " + OLD));
        assertThat(reasons(moved, moved)).isEmpty();
    }

    @Test
    void goingBackIsTheSameFlip() {
        var back = SideBySide.status(SideBySide.flipped(COMPLETE, false), SideBySide.verified());
        assertThat(Transition.between(SideBySide.flipped(COMPLETE, false), back))
                .containsExactly(new Transition(
                        false,
                        "VectorSpaceFlipped",
                        "the Service was moved from the servers with vector space " + NEW + " to those with " + OLD));
    }

    @Test
    void flipWithoutRetentionIsReported() {
        var moved = EmbeddingServiceStatusBuilder.builder(SideBySide.flipped(COMPLETE, false))
                .vectorSpace(space(NEW))
                .build();
        assertThat(reasons(COMPLETE, moved)).containsExactly("VectorSpaceFlipped");
    }

    @Test
    void vectorsAcceptedInPlaceAreNoFlip() {
        var before = EmbeddingServiceStatusBuilder.builder(COMPLETE)
                .vectorSpace(VectorSpaceStatusBuilder.builder(space(OLD))
                        .candidate(CandidateStatusBuilder.builder().id(NEW).build())
                        .build())
                .build();
        var after = EmbeddingServiceStatusBuilder.builder(COMPLETE)
                .vectorSpace(space(NEW))
                .build();
        assertThat(reasons(before, after)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // FallbackReady and serving before, then after | Events
        "FallbackStarting Unknown false, FallbackStandby True false, FallbackStandby Normal",
        "FallbackStandby True false, FallbackServing True true, FallbackServing Warning",
        "FallbackServing True true, FallbackStandby True false, FallbackEnded Normal",
        "FallbackServing True true, FallbackVectorsDiffer False false, FallbackEnded Normal; FallbackVectorsDiffer Warning",
        "FallbackStandby True false, FallbackFailing False false, FallbackFailing Warning",
        "FallbackStandby True false, FallbackStarting Unknown false, ''",
        "FallbackStarting Unknown false, FallbackStopped True false, FallbackStopped Normal"
    })
    void changesOfTheFallbackAreReported(String before, String after, String expected) {
        var events = Transition.between(fallback(before), fallback(after)).stream()
                .map(event -> event.reason() + (event.warning() ? " Warning" : " Normal"))
                .toList();
        assertThat(String.join("; ", events)).isEqualTo(expected);
    }

    @Test
    void messagesOfTheFallbackNameTheCause() {
        var serving = fallback("FallbackServing True true");
        assertThat(Transition.between(fallback("FallbackStandby True false"), serving))
                .extracting(Transition::message)
                .containsExactly("no other server of the service has been available since 2026-11-24T10:00:10Z, so the"
                        + " Service sends requests to the servers of spec.fallback (Deployment tiny-fallback)");
        assertThat(Transition.between(serving, fallback("FallbackVectorsDiffer False false")))
                .extracting(Transition::message)
                .contains(
                        "the Service no longer sends requests to the servers of spec.fallback, since they return other"
                                + " vectors than those in use");
    }

    private static EmbeddingServiceStatus fallback(String words) {
        var state = words.split(" ");
        var serving = Boolean.valueOf(state[2]);
        var since = "2026-11-24T10:00:10Z";
        return EmbeddingServiceStatusBuilder.builder()
                .fallback(new FallbackStatus("tiny-fallback", 1, 1, serving, serving ? since : null, null))
                .conditions(List.of(
                        new Condition("Ready", "True", 7L, since, "Ready", "ready"),
                        new Condition("FallbackReady", state[1], 7L, since, state[0], "why")))
                .build();
    }

    private static VectorSpaceStatus space(String id) {
        return VectorSpaceStatusBuilder.builder().id(id).dimensions(2).build();
    }

    private static List<String> reasons(EmbeddingServiceStatus before, EmbeddingServiceStatus after) {
        return Transition.between(before, after).stream()
                .map(Transition::reason)
                .filter(reason -> !reason.equals("Verified"))
                .toList();
    }
}
