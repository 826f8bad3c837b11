package io.embeddingops.guard;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.guard.VectorSpaces.InUse;
import io.embeddingops.plan.VerificationPlan;
import io.embeddingops.verification.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Judges servers of spec.fallback: they must return the vectors in use, and do not decide which ones these are. */
public final class FallbackVectors {

    private static final Verified NOTHING_IN_USE = new Verified(
            Condition.UNKNOWN,
            VerifiedReason.PENDING.toString(),
            "which vectors the service must return is not known before one of its other servers has been verified");

    private FallbackVectors() {}

    /**
     * Judges the servers, whatever vectors the spec accepts.
     *
     * @param known the stored vectors of the service
     */
    public static Judgement judge(
            VerificationPlan plan, VectorSpaceState known, List<PodVerification> pods, Instant now) {
        var stored = known.with(known.spaces().withoutCandidate());
        return known.problem().isPresent() || known.spaces().inUse().isPresent()
                ? Guard.judge(plan.withoutAcceptance(), stored, pods, now)
                : Guard.judge(plan.withoutAcceptance(), stored, List.of(), now).with(NOTHING_IN_USE);
    }

    /**
     * Whether all of the servers return the vectors in use. Of servers that serve already, it is enough that none is known to return
     * others: the operator may have been restarted, or may not reach them at present. Only one that started later must be verified.
     */
    public static boolean areRight(
            VerificationPlan plan, VectorSpaceState known, List<PodVerification> ready, boolean serving) {
        var inUse = known.spaces().inUse().filter(any -> known.problem().isEmpty());
        if (inUse.isEmpty()) {
            return false;
        }
        var results = ready.stream().map(pod -> isRight(plan, inUse.get(), pod)).toList();
        return results.stream().allMatch(result -> result.orElse(false))
                || serving
                        && results.stream().allMatch(result -> result.orElse(true))
                        && (ready.stream().allMatch(PodVerification::passedBefore)
                                || ready.stream().noneMatch(PodVerification::passedBefore));
    }

    private static Optional<Boolean> isRight(VerificationPlan plan, InUse inUse, PodVerification pod) {
        return pod.is(Outcome.FAILED)
                ? Optional.of(false)
                : pod.vectors().map(vectors -> Guard.same(plan, inUse.vectors(), vectors));
    }
}
