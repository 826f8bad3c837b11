package io.embeddingops.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.VerificationMode;
import io.embeddingops.guard.VectorSpaces.InUse;
import io.embeddingops.plan.TransitionPlan;
import io.embeddingops.plan.VerificationPlan;
import io.embeddingops.verification.Finding;
import io.embeddingops.verification.Fingerprint;
import io.embeddingops.verification.Problem;
import io.embeddingops.verification.Report;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Which vectors servers of spec.fallback must return. */
class FallbackVectorsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Fingerprint SAME = Fingerprint.of(Collections.nCopies(10, new float[] {1, 0}));
    private static final Fingerprint OTHER = Fingerprint.of(Collections.nCopies(10, new float[] {0, 1}));
    private static final VectorSpaceState KNOWN = known(new InUse(SAME, NOW));
    private static final VectorSpaceState NOTHING = VectorSpaceState.of(VectorSpaces.NONE);
    private static final VerificationPlan PLAN = new VerificationPlan(
            VerificationMode.WARN,
            600,
            Optional.empty(),
            Optional.empty(),
            0.99,
            new TransitionPlan(false, 600, OptionalInt.empty()));

    @Test
    void vectorsInUseAreRight() {
        assertThat(judge(KNOWN, verified(SAME)).verified().reason()).isEqualTo("Verified");
        assertThat(areRight(false, verified(SAME), verified(SAME))).isTrue();
    }

    @Test
    void otherVectorsAreWrong() {
        var judgement = judge(KNOWN, verified(OTHER));
        assertThat(judgement.verified().reason()).isEqualTo("VectorSpaceChanged");
        assertThat(judgement.spaces().candidate()).contains(OTHER);
        assertThat(areRight(false, verified(SAME), verified(OTHER))).isFalse();
        assertThat(areRight(true, verified(SAME), verified(OTHER))).isFalse();
    }

    @Test
    void acceptedVectorsOfTheFallbackDoNotComeIntoUse() {
        var accepting = new VerificationPlan(
                VerificationMode.WARN,
                600,
                Optional.of(OTHER.id()),
                Optional.empty(),
                0.99,
                new TransitionPlan(false, 600, OptionalInt.empty()));
        assertThat(FallbackVectors.judge(accepting, KNOWN, List.of(verified(OTHER)), NOW)
                        .spaces()
                        .inUse())
                .isEqualTo(KNOWN.spaces().inUse());
    }

    @Test
    void fallbackDoesNotDecideWhichVectorsAreInUse() {
        var judgement = judge(NOTHING, verified(SAME));
        assertThat(judgement.spaces().inUse()).isEmpty();
        assertThat(judgement.verified().status()).isEqualTo("Unknown");
        assertThat(FallbackVectors.areRight(PLAN, NOTHING, List.of(verified(SAME)), true))
                .isFalse();
    }

    @Test
    void damagedVectorsProveNothing() {
        var problem = new Verified("False", "VectorsDamaged", "damaged");
        var damaged = new VectorSpaceState(KNOWN.spaces(), Optional.empty(), Optional.empty(), Optional.of(problem));
        assertThat(judge(damaged, verified(SAME)).verified()).isEqualTo(problem);
        assertThat(FallbackVectors.areRight(PLAN, damaged, List.of(verified(SAME)), true))
                .isFalse();
    }

    @Test
    void unverifiedServerMustNotBeginToServe() {
        assertThat(areRight(false, unknown(false))).isFalse();
        assertThat(areRight(false, unknown(true))).isFalse();
        assertThat(areRight(false, verified(SAME), unknown(false))).isFalse();
    }

    @Test
    void serversThatServeGoOnWhileNothingElseIsKnown() {
        assertThat(areRight(true, unknown(false))).as("after a restart").isTrue();
        assertThat(areRight(true, unreachable())).as("unreachable").isTrue();
        assertThat(areRight(true, verified(SAME), unknown(true))).isTrue();
    }

    @Test
    void serverThatJoinsOthersMustBeVerified() {
        assertThat(areRight(true, verified(SAME), unknown(false))).isFalse();
    }

    @Test
    void serverThatFailsVerificationIsWrong() {
        var failed = new PodVerification(
                "a",
                true,
                true,
                Optional.of(Report.of(List.of(new Finding(Problem.INVALID_VECTORS, "NaN")), Optional.empty())),
                1,
                true);
        assertThat(areRight(true, failed)).isFalse();
    }

    private static Judgement judge(VectorSpaceState known, PodVerification... pods) {
        return FallbackVectors.judge(PLAN, known, List.of(pods), NOW);
    }

    private static boolean areRight(boolean serving, PodVerification... pods) {
        return FallbackVectors.areRight(PLAN, KNOWN, List.of(pods), serving);
    }

    private static VectorSpaceState known(InUse inUse) {
        return VectorSpaceState.of(new VectorSpaces(Optional.of(inUse), Optional.empty(), Optional.empty()));
    }

    private static PodVerification verified(Fingerprint vectors) {
        return new PodVerification("a", true, true, Optional.of(Report.of(List.of(), Optional.of(vectors))), 0, true);
    }

    private static PodVerification unknown(boolean passedBefore) {
        return new PodVerification("b", true, true, Optional.empty(), 0, passedBefore);
    }

    private static PodVerification unreachable() {
        var silent = Report.of(List.of(new Finding(Problem.UNREACHABLE, "no answer")), Optional.empty());
        return new PodVerification("c", true, true, Optional.of(silent), 3, true);
    }
}
