package io.embeddingops.guard;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.guard.VectorSpaces.InUse;
import io.embeddingops.plan.VerificationPlan;
import io.embeddingops.verification.Fingerprint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Judges the servers that serve when others may be beside them: the vectors in use change only when the Service moves. */
public final class SideBySide {

    private SideBySide() {}

    /**
     * What is beside the servers that serve.
     *
     * @param candidate whether they are a candidate; otherwise they served before, or there are none
     * @param vectors their vectors; empty as long as none of them has been verified
     * @param renewed whether they are made of another spec than before, so that the stored candidate is not theirs
     */
    public record Others(boolean candidate, Optional<Fingerprint> vectors, boolean renewed) {}

    /**
     * Judges the servers that serve.
     *
     * @param known the stored vectors
     * @param flipped when the Service was last moved to these servers
     * @param pods all active pods of these servers, newest first
     */
    public static Judgement judge(
            VerificationPlan plan,
            VectorSpaceState known,
            Optional<Instant> flipped,
            List<PodVerification> pods,
            Others others,
            Instant now) {
        var stored = flipped.map(time -> accepted(plan, known, time, pods)).orElse(known.spaces());
        var judged = Guard.judge(plan.withoutAcceptance(), known.with(stored.withoutCandidate()), pods, now);
        if (known.problem().isPresent()) {
            return judged;
        }
        var spaces = judged.spaces();
        if (others.candidate()) {
            var vectors = others.vectors().or(() -> others.renewed() ? Optional.empty() : stored.candidate());
            spaces = vectors.map(spaces::withCandidate).orElse(spaces.withoutCandidate());
        }
        var all = judged.with(spaces, Guard.status(known, spaces));
        return unknown(plan, known, spaces, others).map(all::with).orElse(all);
    }

    /** The stored vectors after the Service was moved: those of the servers that it selects now are in use. */
    private static VectorSpaces accepted(
            VerificationPlan plan, VectorSpaceState known, Instant flipped, List<PodVerification> pods) {
        var stored = known.spaces();
        if (stored.inUse().filter(inUse -> inUse.since().isBefore(flipped)).isEmpty()) {
            return stored;
        }
        return plan.acceptedId()
                .flatMap(stored::remembered)
                .or(() -> pods.stream()
                        .flatMap(pod -> pod.vectors().stream())
                        .findFirst()
                        .map(vectors -> Guard.candidate(plan, stored, vectors)))
                .or(stored::candidate)
                .map(vectors -> stored.withInUse(vectors, flipped))
                .orElse(stored);
    }

    /** The spec accepts vectors that no servers have. That takes no server out of service. */
    private static Optional<Verified> unknown(
            VerificationPlan plan, VectorSpaceState known, VectorSpaces spaces, Others others) {
        if (others.candidate() && spaces.candidate().isEmpty()) {
            return Optional.empty();
        }
        var inUse = spaces.inUse().map(InUse::vectors);
        var id = plan.acceptedId()
                .filter(wanted ->
                        inUse.filter(vectors -> vectors.id().equals(wanted)).isEmpty())
                .filter(wanted -> spaces.candidate()
                        .filter(vectors -> vectors.id().equals(wanted))
                        .isEmpty())
                .map(wanted -> "spec.vectorSpace.id is " + wanted);
        var reference = known.reference()
                .filter(wanted -> inUse.filter(vectors -> Guard.same(plan, vectors, wanted))
                        .isEmpty())
                .filter(wanted -> spaces.candidate()
                        .filter(vectors -> Guard.same(plan, vectors, wanted))
                        .isEmpty())
                .map(wanted -> "the vectors of spec.vectorSpace.configMapName have the id " + wanted.id());
        return id.or(() -> reference)
                .map(what -> new Verified(
                        Condition.FALSE,
                        VerifiedReason.VECTOR_SPACE_CHANGED.toString(),
                        what + ", but the servers' vectors have the id "
                                + inUse.map(Fingerprint::id).orElse("of the status")
                                + spaces.candidate()
                                        .map(vectors -> ", and those of the servers beside them the id " + vectors.id())
                                        .orElse(", and no servers are beside them")
                                + ": the Service is not moved. Correct the field or remove it"));
    }
}
