package io.embeddingops.guard;

import io.embeddingops.api.v1alpha1.CandidateStatusBuilder;
import io.embeddingops.api.v1alpha1.VectorSpaceStatus;
import io.embeddingops.api.v1alpha1.VectorSpaceStatusBuilder;
import io.embeddingops.guard.VectorSpaces.InUse;
import io.embeddingops.plan.VerificationPlan;
import io.embeddingops.verification.Fingerprint;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides which vectors a service must produce, and whether its pods do. */
public final class Guard {

    private Guard() {}

    /**
     * Judges a service by the verification of its pods.
     *
     * @param plan what the spec accepts
     * @param known the stored vectors
     * @param pods all active pods, newest first
     * @param now start time of vectors that come into use
     */
    public static Judgement judge(
            VerificationPlan plan, VectorSpaceState known, List<PodVerification> pods, Instant now) {
        var measured = pods.stream()
                .filter(PodVerification::current)
                .filter(pod -> pod.vectors().isPresent())
                .toList();
        var spaces = known.problem().isPresent()
                ? known.spaces()
                : spaces(plan, known, measured, now.truncatedTo(ChronoUnit.SECONDS));
        var comparison = new Comparison(plan, known, spaces, pods);
        return new Judgement(
                spaces,
                comparison.verified(),
                comparison.verdicts(),
                comparison.evictionCandidates(),
                status(known, spaces),
                ServedModels.status(pods),
                pods.stream().anyMatch(PodVerification::closed),
                pods.stream().noneMatch(PodVerification::awaited));
    }

    private static VectorSpaces spaces(
            VerificationPlan plan, VectorSpaceState known, List<PodVerification> measured, Instant now) {
        var spaces = required(plan, known, measured, now);
        if (measured.isEmpty()) {
            return spaces;
        }
        var inUse = spaces.inUse().map(InUse::vectors);
        var different = measured.stream()
                .flatMap(pod -> pod.vectors().stream())
                .filter(vectors ->
                        inUse.filter(same -> same(plan, same, vectors)).isEmpty())
                .toList();
        if (different.size() < measured.size()) {
            return spaces.withoutCandidate();
        }
        var candidate = candidate(plan, spaces, different.get(0));
        var updated = spaces.withCandidate(candidate);
        return plan.acceptedId().filter(candidate.id()::equals).isPresent()
                ? updated.withInUse(candidate, now).withoutCandidate()
                : updated;
    }

    /** The vectors that the spec names, otherwise the stored ones, otherwise the first measured ones. */
    private static VectorSpaces required(
            VerificationPlan plan, VectorSpaceState known, List<PodVerification> measured, Instant now) {
        var spaces = known.spaces();
        var requested = known.reference()
                .or(() -> plan.acceptedId().flatMap(spaces::remembered))
                .filter(vectors -> spaces.inUse()
                        .filter(inUse -> inUse.vectors().equals(vectors))
                        .isEmpty());
        if (requested.isPresent()) {
            return spaces.withInUse(requested.get(), now);
        } else if (spaces.inUse().isPresent() || measured.isEmpty()) {
            return spaces;
        }
        // the oldest pod, since the others were created while it was running
        var first = measured.get(measured.size() - 1).vectors().orElseThrow();
        var expected = plan.acceptedId().or(known::lastId);
        return expected.filter(id -> !id.equals(first.id())).isPresent() ? spaces : spaces.withInUse(first, now);
    }

    /** Measurements differ by rounding, so stored vectors are reused in order to keep their id. */
    static Fingerprint candidate(VerificationPlan plan, VectorSpaces spaces, Fingerprint measured) {
        return spaces.candidate()
                .filter(vectors -> same(plan, vectors, measured))
                .or(() -> spaces.previous().filter(vectors -> same(plan, vectors, measured)))
                .or(() -> spaces.inUse().map(InUse::vectors).filter(vectors -> same(plan, vectors, measured)))
                .orElse(measured);
    }

    /**
     * Judges servers that are not held to the vectors in use, such as those beside the ones that serve: the vectors of the oldest
     * one count. They have the id that they had before.
     *
     * @param stored the stored vectors of the service
     */
    public static Judgement apart(VerificationPlan plan, VectorSpaces stored, List<PodVerification> pods, Instant now) {
        var first = pods.stream()
                .filter(PodVerification::current)
                .flatMap(pod -> pod.vectors().stream())
                .reduce((newer, older) -> older)
                .map(vectors -> VectorSpaces.NONE.withInUse(candidate(plan, stored, vectors), now));
        return judge(plan.withoutAcceptance(), VectorSpaceState.of(first.orElse(VectorSpaces.NONE)), pods, now);
    }

    /** Whether vectors count as the same. */
    public static boolean same(VerificationPlan plan, Fingerprint one, Fingerprint other) {
        return one.cosine(other) >= plan.minCosine();
    }

    /** Keeps the id even if the vectors are lost, so that another model's vectors are not accepted in their place. */
    static Optional<VectorSpaceStatus> status(VectorSpaceState known, VectorSpaces spaces) {
        var candidate = spaces.candidate()
                .map(vectors -> CandidateStatusBuilder.builder()
                        .id(vectors.id())
                        .dimensions(vectors.dimensions())
                        .cosine(spaces.inUse()
                                .map(inUse -> cosine(inUse.vectors(), vectors))
                                .orElse(null))
                        .build())
                .orElse(null);
        return spaces.inUse()
                .map(inUse -> VectorSpaceStatusBuilder.builder()
                        .id(inUse.vectors().id())
                        .dimensions(inUse.vectors().dimensions())
                        .since(inUse.since().toString())
                        .candidate(candidate)
                        .build())
                .or(() -> known.lastId().isEmpty() && candidate == null
                        ? Optional.empty()
                        : Optional.of(VectorSpaceStatusBuilder.builder()
                                .id(known.lastId().orElse(null))
                                .candidate(candidate)
                                .build()));
    }

    /** The smallest cosine over all texts, as written in the status and in messages. */
    public static String cosine(Fingerprint one, Fingerprint other) {
        return String.format(Locale.ROOT, "%.3f", one.cosine(other));
    }
}
