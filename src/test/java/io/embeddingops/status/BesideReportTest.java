package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.CandidateStatus;
import io.embeddingops.api.v1alpha1.CandidateStatusBuilder;
import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatusBuilder;
import io.embeddingops.api.v1alpha1.ModelStatusBuilder;
import io.embeddingops.api.v1alpha1.RetainedStatus;
import io.embeddingops.api.v1alpha1.VectorSpaceStatus;
import io.embeddingops.api.v1alpha1.VectorSpaceStatusBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The parts of the status about the servers beside those in use. */
class BesideReportTest {

    private static final CandidateStatus CANDIDATE = CandidateStatusBuilder.builder(CandidateStatus.EMPTY)
            .id(SideBySide.NEW.id())
            .dimensions(2)
            .cosine("0.000")
            .url("http://tiny-next.ai.svc:30000/v1")
            .deployment("tiny-b")
            .replicas(1)
            .readyReplicas(1)
            .model(ModelStatusBuilder.builder().servedName("other").build())
            .build();

    @Test
    void candidateIsDescribed() {
        var status = SideBySide.status(null, SideBySide.verified());
        assertThat(status.vectorSpace().candidate()).isEqualTo(CANDIDATE);
        assertThat(status.vectorSpace().id()).isEqualTo(SideBySide.OLD.id());
        assertThat(status.vectorSpace().retained()).isNull();
        assertThat(status.selector()).isEqualTo("embeddingops.io/service=tiny");
        assertThat(status.model().servedName()).isEqualTo("tiny");
    }

    @Test
    void candidateHasNoIdUntilItIsMeasured() {
        var loading = loading();
        assertThat(SideBySide.status(null, loading).vectorSpace().candidate())
                .isEqualTo(CandidateStatusBuilder.builder(CANDIDATE)
                        .id(null)
                        .dimensions(null)
                        .cosine(null)
                        .readyReplicas(0)
                        .build());
    }

    @Test
    void candidateStaysCompleteWhenTheOperatorRestarts() {
        var complete = SideBySide.status(null, SideBySide.verified());
        var restarted = SideBySide.candidate(
                SideBySide.otherReady("tiny-b"), SideBySide.judged(Optional.empty(), Optional.empty()));
        assertThat(SideBySide.status(complete, restarted)).isEqualTo(complete);
        var failed = SideBySide.candidate(SideBySide.otherReady("tiny-b"), SideBySide.failed(SideBySide.NEW));
        assertThat(SideBySide.status(complete, failed).condition(Condition.READY))
                .hasValueSatisfying(is -> assertThat(is.reason()).isEqualTo("NotVerified"));
    }

    @Test
    void candidateOfAnEarlierSpecHasNoId() {
        var complete = SideBySide.status(null, SideBySide.verified());
        var earlier = EmbeddingServiceStatusBuilder.builder(complete)
                .observedGeneration(6L)
                .build();
        assertThat(SideBySide.status(earlier, loading())
                        .vectorSpace()
                        .candidate()
                        .id())
                .isNull();
    }

    @Test
    void clientsSettingsAndRevisionOfTheCandidateStay() {
        var known = CandidateStatusBuilder.builder(CANDIDATE)
                .clientConfigMapName("tiny-next-client")
                .build();
        var before = withCandidate(known);
        assertThat(SideBySide.status(before, SideBySide.verified())
                        .vectorSpace()
                        .candidate())
                .isEqualTo(known);
        assertThat(SideBySide.status(
                                withCandidate(CandidateStatusBuilder.builder(known)
                                        .deployment("tiny")
                                        .build()),
                                SideBySide.verified())
                        .vectorSpace()
                        .candidate())
                .isEqualTo(CANDIDATE);
    }

    @Test
    void modelMovesWithItsServers() {
        var model = ModelStatusBuilder.builder(CANDIDATE.model())
                .architecture("BertModel")
                .build();
        var before = withCandidate(
                CandidateStatusBuilder.builder(CANDIDATE).model(model).build());
        assertThat(before.model().architecture()).isNull();
        var flipped = SideBySide.flipped(before, false);
        assertThat(flipped.model()).isEqualTo(model);
        assertThat(flipped.selector()).isEqualTo("embeddingops.io/service=tiny-b");
        assertThat(SideBySide.status(flipped, SideBySide.verified())
                        .vectorSpace()
                        .candidate()
                        .model())
                .isEqualTo(model);
    }

    @Test
    void retainedServersAreDescribed() {
        var flipped = SideBySide.flipped(null, false);
        assertThat(flipped.vectorSpace())
                .extracting(VectorSpaceStatus::id, VectorSpaceStatus::candidate, VectorSpaceStatus::retained)
                .containsExactly(
                        SideBySide.NEW.id(),
                        null,
                        new RetainedStatus(SideBySide.OLD.id(), "tiny", "2026-11-24T10:40:00Z"));
    }

    @Test
    void idOfRetainedServersStaysWhileItIsUnknown() {
        var unknown = unknownRetained();
        var served = SideBySide.status(null, SideBySide.verified());
        assertThat(SideBySide.status(served, unknown).vectorSpace().retained().id())
                .isEqualTo(SideBySide.OLD.id());
        assertThat(SideBySide.status(SideBySide.flipped(null, false), unknown)
                        .vectorSpace()
                        .retained()
                        .id())
                .isEqualTo(SideBySide.OLD.id());
    }

    /** While the Service moves, the vectors in use are still those of the earlier servers. */
    @Test
    void idOfRetainedServersIsKnownAfterTheMove() {
        var served = SideBySide.status(null, SideBySide.verified());
        var moving = EmbeddingServiceStatusBuilder.builder(SideBySide.flipped(served, true))
                .vectorSpace(served.vectorSpace())
                .build();
        assertThat(SideBySide.status(moving, unknownRetained())
                        .vectorSpace()
                        .retained()
                        .id())
                .isEqualTo(SideBySide.OLD.id());
    }

    @Test
    void storedCandidateCountsUntilItIsVerifiedAgain() {
        var stored = SideBySide.judged(Optional.of(SideBySide.OLD), Optional.of(SideBySide.NEW));
        assertThat(SideBySide.status(null, SideBySide.PLAN, stored, loading())
                        .vectorSpace()
                        .candidate())
                .extracting(CandidateStatus::id, CandidateStatus::cosine)
                .containsExactly(SideBySide.NEW.id(), "0.000");
    }

    @Test
    void serversThatAreGoneAreNotInTheStatus() {
        var before = SideBySide.status(null, SideBySide.verified());
        var after = StatusComputer.planned(
                SideBySide.service(before),
                SideBySide.PLAN,
                SideBySide.ready(),
                Optional.of(SideBySide.judged(Optional.empty())),
                Observations.NOW);
        assertThat(after.vectorSpace().candidate()).isNull();
        assertThat(after.vectorSpace().id()).isEqualTo(SideBySide.OLD.id());
    }

    @Test
    void stoppedServiceKeepsTheServersBeside() {
        var before = SideBySide.flipped(SideBySide.status(null, SideBySide.verified()), false);
        var stopped = StatusComputer.stopped(
                SideBySide.service(before),
                Optional.of(SideBySide.PLAN),
                Verdict.applyFailed("x"),
                SideBySide.ready(),
                Observations.NOW);
        assertThat(stopped.vectorSpace()).isEqualTo(before.vectorSpace());
        assertThat(stopped.selector()).isEqualTo("embeddingops.io/service=tiny-b");
    }

    @Test
    void nextDeadlineIsTheEndOfTheRetention() {
        var seen = SideBySide.ready().withBeside(Optional.of(SideBySide.retained(false)));
        assertThat(Deadlines.next(SideBySide.NEXT, seen)).contains(SideBySide.UNTIL);
        var loading = SideBySide.ready().withBeside(Optional.of(loading()));
        assertThat(Deadlines.next(SideBySide.PLAN, loading)).contains(Observations.at("10:10:20"));
    }

    private static Beside unknownRetained() {
        return new Beside(
                Beside.Role.RETAINED,
                SideBySide.PLAN,
                SideBySide.otherReady("tiny"),
                Optional.empty(),
                Optional.of(SideBySide.UNTIL),
                false);
    }

    private static Beside loading() {
        return SideBySide.candidate(
                SideBySide.otherLoading("tiny-b"), SideBySide.judged(Optional.empty(), Optional.empty()));
    }

    private static EmbeddingServiceStatus withCandidate(CandidateStatus candidate) {
        var status = SideBySide.status(null, SideBySide.verified());
        return EmbeddingServiceStatusBuilder.builder(status)
                .vectorSpace(VectorSpaceStatusBuilder.builder(status.vectorSpace())
                        .candidate(candidate)
                        .build())
                .build();
    }
}
