package io.embeddingops.guard;

import io.embeddingops.api.v1alpha1.CandidateStatus;
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

/** Compares the pods' vectors with those that the service is held to, and decides which these are. */
public final class Guard {

    private Guard() {}

    /**
     * The judgement on a service.
     *
     * @param plan what the user accepts
     * @param known what is remembered, and the vectors captured elsewhere if the service is held to some
     * @param pods all living pods, the newest first
     * @param now the time from which on vectors are in use that were not before
     */
    public static Judgement judge(VerificationPlan plan, Known known, List<PodStanding> pods, Instant now) {
        var measured = pods.stream()
                .filter(PodStanding::current)
                .filter(pod -> pod.vectors().isPresent())
                .toList();
        var spaces = known.trouble().isPresent()
                ? known.spaces()
                : spaces(plan, known, measured, now.truncatedTo(ChronoUnit.SECONDS));
        var comparison = new Comparison(plan, known, spaces, pods);
        return new Judgement(
                spaces, comparison.verified(), comparison.verdicts(), comparison.spoiled(), status(known, spaces));
    }

    private static VectorSpaces spaces(VerificationPlan plan, Known known, List<PodStanding> measured, Instant now) {
        var spaces = held(plan, known, measured, now);
        if (measured.isEmpty()) {
            return spaces;
        }
        var inUse = spaces.inUse().map(InUse::vectors);
        var odd = measured.stream()
                .flatMap(pod -> pod.vectors().stream())
                .filter(vectors ->
                        inUse.filter(same -> same(plan, same, vectors)).isEmpty())
                .toList();
        if (odd.size() < measured.size()) {
            return spaces.withoutCandidate();
        }
        var proposed = proposed(plan, spaces, odd.get(0));
        var asked = spaces.propose(proposed);
        return plan.acceptedId().filter(proposed.id()::equals).isPresent()
                ? asked.use(proposed, now).withoutCandidate()
                : asked;
    }

    /** The vectors that the user names, else those remembered, else the first ones measured. */
    private static VectorSpaces held(VerificationPlan plan, Known known, List<PodStanding> measured, Instant now) {
        var spaces = known.spaces();
        var wanted = known.reference()
                .or(() -> plan.acceptedId().flatMap(spaces::waiting))
                .filter(vectors -> spaces.inUse()
                        .filter(inUse -> inUse.vectors().equals(vectors))
                        .isEmpty());
        if (wanted.isPresent()) {
            return spaces.use(wanted.get(), now);
        } else if (spaces.inUse().isPresent() || measured.isEmpty()) {
            return spaces;
        }
        // the oldest pod, since the others were made while it was there
        var first = measured.get(measured.size() - 1).vectors().orElseThrow();
        var expected = plan.acceptedId().or(known::lastId);
        return expected.filter(id -> !id.equals(first.id())).isPresent() ? spaces : spaces.use(first, now);
    }

    /** Vectors are not the same to the last bit twice, so those that are remembered keep their id. */
    private static Fingerprint proposed(VerificationPlan plan, VectorSpaces spaces, Fingerprint measured) {
        return spaces.candidate()
                .filter(vectors -> same(plan, vectors, measured))
                .or(() -> spaces.previous().filter(vectors -> same(plan, vectors, measured)))
                .orElse(measured);
    }

    static boolean same(VerificationPlan plan, Fingerprint one, Fingerprint other) {
        return one.cosine(other) >= plan.minCosine();
    }

    /** The id outlives the vectors: it is all that tells those of another model from the ones that were lost. */
    private static Optional<VectorSpaceStatus> status(Known known, VectorSpaces spaces) {
        var candidate = spaces.candidate()
                .map(vectors -> new CandidateStatus(
                        vectors.id(),
                        vectors.dimensions(),
                        spaces.inUse()
                                .map(inUse -> cosine(inUse.vectors(), vectors))
                                .orElse(null)))
                .orElse(null);
        return spaces.inUse()
                .map(inUse -> new VectorSpaceStatus(
                        inUse.vectors().id(),
                        inUse.vectors().dimensions(),
                        inUse.since().toString(),
                        candidate))
                .or(() -> known.lastId().isEmpty() && candidate == null
                        ? Optional.empty()
                        : Optional.of(VectorSpaceStatusBuilder.builder()
                                .id(known.lastId().orElse(null))
                                .candidate(candidate)
                                .build()));
    }

    static String cosine(Fingerprint one, Fingerprint other) {
        return String.format(Locale.ROOT, "%.3f", one.cosine(other));
    }
}
