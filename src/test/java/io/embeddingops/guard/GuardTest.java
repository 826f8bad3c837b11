package io.embeddingops.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.VerificationMode;
import io.embeddingops.plan.TransitionPlan;
import io.embeddingops.plan.VerificationPlan;
import io.embeddingops.verification.Finding;
import io.embeddingops.verification.Fingerprint;
import io.embeddingops.verification.Problem;
import io.embeddingops.verification.Report;
import io.embeddingops.verification.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuardTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:30:00.123Z");
    private static final Fingerprint OLD = vectors(0, 0);
    private static final Fingerprint NEW = vectors(1, 0);
    private static final VectorSpaces HELD = VectorSpaces.NONE.withInUse(OLD, NOW);

    @Test
    void firstVerifiedPodDefinesTheVectorSpace() {
        var judgement = judge(Optional.empty(), known(VectorSpaces.NONE), pod("a", OLD));
        assertThat(judgement.verified().reason()).isEqualTo("Verified");
        assertThat(judgement.spaces().inUse().orElseThrow().vectors()).isEqualTo(OLD);
        assertThat(judgement.spaces().inUse().orElseThrow().since()).isEqualTo("2026-11-24T10:30:00Z");
        assertThat(judgement.pods()).containsEntry("a", true);
    }

    @Test
    void olderOfTwoNewPodsDefinesTheVectorSpace() {
        var judgement = judge(Optional.empty(), known(VectorSpaces.NONE), pod("newer", NEW), pod("older", OLD));
        assertThat(judgement.spaces().inUse().orElseThrow().vectors()).isEqualTo(OLD);
        assertThat(judgement.verified().reason()).isEqualTo("ReplicaMismatch");
        assertThat(judgement.verified().message()).contains("pod newer ");
        assertThat(judgement.pods()).containsEntry("newer", false).containsEntry("older", true);
    }

    @Test
    void roundingIsNotAChange() {
        var judgement = judge(Optional.empty(), known(HELD), pod("a", vectors(0, 1e-3)));
        assertThat(judgement.verified().status()).isEqualTo("True");
        assertThat(judgement.spaces()).isEqualTo(HELD);
    }

    @Test
    void differentVectorsBecomeACandidate() {
        var judgement = judge(Optional.empty(), known(HELD), pod("a", NEW));
        assertThat(judgement.verified().status()).isEqualTo("False");
        assertThat(judgement.verified().reason()).isEqualTo("VectorSpaceChanged");
        assertThat(judgement.spaces().candidate()).contains(NEW);
        assertThat(judgement.spaces().inUse()).isEqualTo(HELD.inUse());
        assertThat(judgement.pods()).containsEntry("a", false);
        assertThat(judgement.status().orElseThrow().candidate().id()).isEqualTo(NEW.id());
    }

    @Test
    void candidateKeepsItsIdWhenMeasuredAgain() {
        var judgement = judge(Optional.empty(), known(HELD.withCandidate(NEW)), pod("a", vectors(1, 1e-3)));
        assertThat(judgement.spaces().candidate()).contains(NEW);
    }

    @Test
    void acceptedCandidateComesIntoUse() {
        var judgement = judge(Optional.of(NEW.id()), known(HELD.withCandidate(NEW)), pod("a", vectors(1, 1e-3)));
        assertThat(judgement.verified().reason()).isEqualTo("Verified");
        assertThat(judgement.spaces().inUse().orElseThrow().vectors()).isEqualTo(NEW);
        assertThat(judgement.spaces().previous()).contains(OLD);
        assertThat(judgement.spaces().candidate()).isEmpty();
    }

    @Test
    void idSetBeforeTheRolloutIsAcceptedWhenMeasured() {
        var before = judge(Optional.of(NEW.id()), known(HELD), pod("a", OLD));
        assertThat(before.verified().reason()).isEqualTo("VectorSpaceChanged");
        var after = judge(Optional.of(NEW.id()), known(before.spaces()), pod("a", NEW));
        assertThat(after.verified().reason()).isEqualTo("Verified");
    }

    @Test
    void rollbackToPreviousIdIsAcceptedDespiteRounding() {
        var changed = HELD.withInUse(NEW, NOW);
        var judgement = judge(Optional.of(OLD.id()), known(changed), pod("a", vectors(0, 1e-3)));
        assertThat(judgement.verified().reason()).isEqualTo("Verified");
        assertThat(judgement.spaces().inUse().orElseThrow().vectors()).isEqualTo(OLD);
    }

    @Test
    void podsOfEarlierTemplateAreIgnored() {
        var judgement = judge(
                Optional.empty(),
                known(HELD),
                pod("new", NEW),
                new PodVerification("old", false, true, Optional.of(Report.of(List.of(), Optional.of(OLD))), 0, true));
        assertThat(judgement.verified().reason()).isEqualTo("VectorSpaceChanged");
        assertThat(judgement.pods()).containsOnlyKeys("new");
    }

    @Test
    void lostVectorsAreNotReplacedByDifferentOnes() {
        var known = new VectorSpaceState(VectorSpaces.NONE, Optional.empty(), Optional.of(OLD.id()), Optional.empty());
        var judgement = judge(Optional.empty(), known, pod("a", NEW));
        assertThat(judgement.verified().reason()).isEqualTo("VectorSpaceChanged");
        assertThat(judgement.spaces().inUse()).isEmpty();
        assertThat(judge(Optional.empty(), known, pod("a", OLD)).verified().reason())
                .isEqualTo("Verified");
    }

    @Test
    void lostVectorsAreNotReplacedInLaterPassesEither() {
        var known = new VectorSpaceState(VectorSpaces.NONE, Optional.empty(), Optional.of(OLD.id()), Optional.empty());
        var first = judge(Optional.empty(), known, pod("a", NEW));
        assertThat(first.status().orElseThrow().id()).isEqualTo(OLD.id());
        var second = judge(Optional.empty(), next(first), pod("a", NEW));
        assertThat(second.verified()).isEqualTo(first.verified());
        assertThat(judge(Optional.of(NEW.id()), next(second), pod("a", NEW))
                        .verified()
                        .reason())
                .isEqualTo("Verified");
    }

    @Test
    void idIsKeptWhenVectorsAreDamaged() {
        var problem = new Verified("False", "VectorsDamaged", "broken");
        var known =
                new VectorSpaceState(VectorSpaces.NONE, Optional.empty(), Optional.of(OLD.id()), Optional.of(problem));
        var damaged = judge(Optional.empty(), known, pod("a", NEW));
        assertThat(judge(Optional.empty(), next(damaged), pod("a", NEW))
                        .verified()
                        .reason())
                .isEqualTo("VectorSpaceChanged");
    }

    @Test
    void nothingIsStoredWhileVectorsAreUnusable() {
        var problem = new Verified("False", "VectorsDamaged", "broken");
        var known = new VectorSpaceState(VectorSpaces.NONE, Optional.empty(), Optional.empty(), Optional.of(problem));
        var judgement = judge(Optional.empty(), known, pod("a", OLD));
        assertThat(judgement.verified()).isEqualTo(problem);
        assertThat(judgement.spaces()).isEqualTo(VectorSpaces.NONE);
        assertThat(judgement.pods()).isEmpty();
    }

    @Test
    void failureTakesPrecedence() {
        var wrong = Report.of(List.of(new Finding(Problem.INVALID_VECTORS, "NaN")), Optional.empty());
        var judgement = judge(
                Optional.empty(),
                known(HELD),
                pod("a", OLD),
                new PodVerification("b", true, true, Optional.of(wrong), 1, false));
        assertThat(judgement.verified()).isEqualTo(new Verified("False", "InvalidVectors", "pod b: NaN"));
        assertThat(judgement.pods()).containsEntry("a", true).containsEntry("b", false);
    }

    @Test
    void podThatKeepsFailingIsAnEvictionCandidateIfTheSpecHasWorked() {
        assertThat(evictionCandidates(failing("a", 3, true))).containsExactly("a");
        assertThat(evictionCandidates(failing("a", 2, true))).isEmpty();
        assertThat(evictionCandidates(failing("a", 9, false))).isEmpty();
        assertThat(evictionCandidates(failing("a", 3, false), pod("b", OLD))).containsExactly("a");
        assertThat(evictionCandidates(failing("a", 3, false), failing("b", 3, false)))
                .isEmpty();
        // vectors that were not accepted do not prove that the spec works
        assertThat(evictionCandidates(failing("a", 3, false), pod("b", NEW))).isEmpty();
    }

    @Test
    void unreachablePodIsUnknown() {
        var silent = Report.of(List.of(new Finding(Problem.UNREACHABLE, "no answer")), Optional.empty());
        var judgement = judge(
                Optional.empty(), known(HELD), new PodVerification("a", true, true, Optional.of(silent), 1, false));
        assertThat(judgement.verified())
                .isEqualTo(
                        new Verified("Unknown", "VerificationUnreachable", "pod a could not be verified: no answer"));
        assertThat(judgement.pods()).isEmpty();
        assertThat(judgement.spaces()).isEqualTo(HELD);
    }

    @Test
    void newPodIsPending() {
        var fresh = new PodVerification("b", true, true, Optional.empty(), 0, false);
        assertThat(judge(Optional.empty(), known(HELD), fresh).verified().reason())
                .isEqualTo("VerificationPending");
        assertThat(judge(Optional.empty(), known(HELD), fresh, pod("a", OLD))
                        .verified()
                        .reason())
                .isEqualTo("Verified");
    }

    @Test
    void judgementIsIncompleteUntilEveryServingPodIsVerified() {
        var fresh = new PodVerification("b", true, true, Optional.empty(), 0, false);
        var starting = new PodVerification("c", true, false, Optional.empty(), 0, false);
        assertThat(judge(Optional.empty(), known(HELD), pod("a", OLD), fresh).complete())
                .isFalse();
        assertThat(judge(Optional.empty(), known(HELD), pod("a", OLD), starting).complete())
                .isTrue();
    }

    private static Judgement judge(Optional<String> accepted, VectorSpaceState known, PodVerification... pods) {
        var plan = new VerificationPlan(
                VerificationMode.WARN,
                600,
                accepted,
                Optional.empty(),
                0.99,
                new TransitionPlan(false, 600, OptionalInt.empty()));
        return Guard.judge(plan, known, List.of(pods), NOW);
    }

    private static Set<String> evictionCandidates(PodVerification... pods) {
        return judge(Optional.empty(), known(HELD), pods).evictionCandidates();
    }

    private static PodVerification failing(String name, int failures, boolean passedBefore) {
        var wrong = Report.of(List.of(new Finding(Problem.INVALID_VECTORS, "NaN")), Optional.empty());
        return new PodVerification(name, true, true, Optional.of(wrong), failures, passedBefore);
    }

    /** The state after that judgement was stored. */
    private static VectorSpaceState next(Judgement judgement) {
        return new VectorSpaceState(
                judgement.spaces(), Optional.empty(), judgement.status().map(status -> status.id()), Optional.empty());
    }

    private static VectorSpaceState known(VectorSpaces spaces) {
        return new VectorSpaceState(spaces, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static PodVerification pod(String name, Fingerprint vectors) {
        return new PodVerification(name, true, true, Optional.of(Report.of(List.of(), Optional.of(vectors))), 0, true);
    }

    private static Fingerprint vectors(int seed, double noise) {
        var random = new Random(seed);
        var other = new Random(99);
        var vectors = new ArrayList<float[]>();
        for (var text : Texts.ALL) {
            var vector = new float[64];
            var norm = 0.0;
            for (var i = 0; i < vector.length; i++) {
                vector[i] = (float) (random.nextGaussian() + noise * other.nextGaussian());
                norm += vector[i] * vector[i];
            }
            for (var i = 0; i < vector.length; i++) {
                vector[i] /= (float) Math.sqrt(norm);
            }
            vectors.add(vector);
            assertThat(text).isNotEmpty();
        }
        return Fingerprint.of(vectors);
    }
}
