package io.embeddingops.status;

import static io.embeddingops.status.Reason.INSUFFICIENT_RESOURCES;
import static io.embeddingops.status.Reason.NOT_VERIFIED;
import static io.embeddingops.status.Reason.POD_CREATION_FAILED;
import static io.embeddingops.status.Reason.TRANSITION_IN_PROGRESS;
import static io.embeddingops.status.Reason.TRANSITION_WAITING;
import static io.embeddingops.status.Reason.UNSCHEDULED;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.guard.Judgement;
import io.embeddingops.plan.Plan;
import io.embeddingops.verification.Fingerprint;
import java.util.Optional;

/** What a transition to another vector space waits for, apart from the acceptance of the new vectors. */
final class TransitionChecks {

    private TransitionChecks() {}

    static Optional<Verdict> incomplete(Plan plan, Observation observation) {
        return observation
                .beside()
                .flatMap(beside -> beside.isCandidate() ? candidate(plan, beside) : moving(plan, beside));
    }

    /** Why the new servers are not complete; empty if they are, or if they have no replicas. */
    static Optional<Verdict> cause(Beside candidate) {
        if (candidate.isScaledToZero()) {
            return Optional.empty();
        }
        var closed = candidate.judgement().filter(Judgement::closed).isPresent();
        var seen = candidate.observation().withClosed(closed);
        return Checks.ofServers(candidate.plan(), seen)
                .map(verdict -> mapped(candidate, verdict))
                .or(() -> unverified(candidate));
    }

    private static Optional<Verdict> candidate(Plan plan, Beside beside) {
        return cause(beside).or(() -> moving(plan, beside)).or(() -> accepted(plan, beside));
    }

    private static Verdict mapped(Beside candidate, Verdict cause) {
        var message = TransitionText.prefix(candidate) + cause.message();
        if (waitsForResources(cause)) {
            return new Verdict(
                    TRANSITION_WAITING, message.replaceFirst("\\.$", "") + TransitionText.resources(candidate));
        }
        return new Verdict(cause.reason().warning() ? cause.reason() : TRANSITION_IN_PROGRESS, message);
    }

    private static boolean waitsForResources(Verdict cause) {
        return cause.reason() == INSUFFICIENT_RESOURCES
                || cause.reason() == UNSCHEDULED
                || cause.reason() == POD_CREATION_FAILED && cause.message().contains("quota");
    }

    private static Optional<Verdict> unverified(Beside candidate) {
        return candidate
                .judgement()
                .map(Judgement::verified)
                .filter(verified -> !Condition.TRUE.equals(verified.status()))
                .map(verified -> Condition.FALSE.equals(verified.status())
                        ? new Verdict(
                                NOT_VERIFIED,
                                TransitionText.prefix(candidate) + "their embeddings failed verification: "
                                        + verified.message())
                        : new Verdict(TRANSITION_IN_PROGRESS, TransitionText.prefix(candidate) + verified.message()));
    }

    private static Optional<Verdict> moving(Plan plan, Beside beside) {
        return Optional.of(beside)
                .filter(Beside::moving)
                .map(moved -> new Verdict(
                        TRANSITION_IN_PROGRESS,
                        moved.isCandidate()
                                ? TransitionText.moving(
                                        plan.servers(), moved.plan().servers())
                                : TransitionText.moving(moved.plan().servers(), plan.servers())));
    }

    private static Optional<Verdict> accepted(Plan plan, Beside candidate) {
        return candidate
                .vectors()
                .map(Fingerprint::id)
                .filter(id -> plan.verification().acceptedId().equals(Optional.of(id)))
                .map(id -> new Verdict(
                        TRANSITION_IN_PROGRESS,
                        TransitionText.moving(plan.servers(), candidate.plan().servers())));
    }
}
