package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.CandidateStatus;
import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.guard.Judgement;
import io.embeddingops.guard.VectorSpaces.InUse;
import io.embeddingops.guard.Verified;
import io.embeddingops.guard.VerifiedReason;
import io.embeddingops.plan.Plan;
import java.util.Objects;
import java.util.Optional;

/** Decides whether the embeddings of new servers are correct; that they differ from those in use is no failure. */
final class CandidateVerification {

    private CandidateVerification() {}

    /**
     * The servers with the judgement of a candidate.
     *
     * @param inUse the judgement of the servers that the Service selects
     */
    static Beside of(EmbeddingService service, Plan plan, Beside beside, Optional<Judgement> inUse) {
        return beside.judgement()
                .filter(any -> beside.isCandidate())
                .map(own -> beside.withJudgement(own.with(verified(service, plan, beside, own, inUse))))
                .orElse(beside);
    }

    private static Verified verified(
            EmbeddingService service, Plan plan, Beside beside, Judgement own, Optional<Judgement> inUse) {
        var verified = own.verified();
        var differs = verified.reason().equals(VerifiedReason.VECTOR_SPACE_CHANGED.toString());
        if (Condition.FALSE.equals(verified.status()) && !differs) {
            return verified;
        } else if (sameVectors(plan, beside, inUse)) {
            return pending("their vectors are those in use, so the servers in use get the current spec");
        } else if (wasComplete(service, beside) || differs && own.complete()) {
            return new Verified(Condition.TRUE, VerifiedReason.VERIFIED.toString(), verified.message());
        } else if (own.complete() || Condition.UNKNOWN.equals(verified.status())) {
            return verified;
        }
        return pending("not all of them have been verified yet");
    }

    private static Verified pending(String message) {
        return new Verified(Condition.UNKNOWN, VerifiedReason.PENDING.toString(), message);
    }

    private static boolean sameVectors(Plan plan, Beside beside, Optional<Judgement> inUse) {
        var used = inUse.flatMap(found -> found.spaces().inUse()).map(InUse::vectors);
        return beside.vectors()
                .filter(own -> used.filter(vectors ->
                                vectors.cosine(own) >= plan.verification().minCosine())
                        .isPresent())
                .isPresent();
    }

    /** An earlier result stays valid when a server or the operator restarts, until a verification fails. */
    private static boolean wasComplete(EmbeddingService service, Beside beside) {
        return Optional.ofNullable(service.getStatus())
                .filter(old -> Objects.equals(
                        old.observedGeneration(), service.getMetadata().getGeneration()))
                .filter(old ->
                        old.condition(Condition.READY).filter(Condition::holds).isPresent())
                .flatMap(old -> CandidateReport.before(service, beside.plan().servers()))
                .map(CandidateStatus::id)
                .isPresent();
    }
}
