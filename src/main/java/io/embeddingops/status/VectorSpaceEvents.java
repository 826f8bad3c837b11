package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.CandidateStatus;
import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.VectorSpaceStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The Events of a transition to another vector space with new servers beside those in use. */
final class VectorSpaceEvents {

    private static final String CANDIDATE_READY = "CandidateReady";
    private static final String FLIPPED = "VectorSpaceFlipped";
    private static final Set<String> IN_TRANSITION =
            Set.of(Reason.TRANSITION_IN_PROGRESS.toString(), Reason.TRANSITION_WAITING.toString());

    private VectorSpaceEvents() {}

    /** Reports once that only the acceptance of the new vectors is missing; going back to earlier servers is no such case. */
    static Optional<Transition> candidateReady(EmbeddingServiceStatus before, EmbeddingServiceStatus after) {
        var old = Optional.ofNullable(before);
        var known = old.flatMap(VectorSpaceEvents::complete).map(CandidateStatus::id);
        var used = old.map(EmbeddingServiceStatus::vectorSpace).map(VectorSpaceStatus::id);
        return complete(after)
                .filter(now -> !known.equals(Optional.of(now.id())))
                .filter(now -> !used.equals(Optional.of(now.id())))
                .map(now -> new Transition(
                        false, CANDIDATE_READY, TransitionText.ready(now) + TransitionText.acceptId(now.id())));
    }

    /** Reports once that all requests go to the servers with the other vectors. */
    static Optional<Transition> flipped(EmbeddingServiceStatus before, EmbeddingServiceStatus after) {
        var from = Optional.ofNullable(before).map(EmbeddingServiceStatus::vectorSpace);
        var to = Optional.ofNullable(after.vectorSpace()).filter(space -> space.id() != null);
        return from.filter(old -> old.id() != null && to.isPresent())
                .filter(old -> !old.id().equals(to.get().id()) && isBesideOthers(old, to.get()))
                .map(old -> new Transition(
                        false,
                        FLIPPED,
                        "the Service was moved from the servers with vector space " + old.id() + " to those with "
                                + to.get().id()
                                + Optional.ofNullable(to.get().retained())
                                        .map(retained -> "; " + TransitionText.retained(retained))
                                        .orElse("")));
    }

    /** With transition InPlace other vectors are accepted without a move. */
    private static boolean isBesideOthers(VectorSpaceStatus before, VectorSpaceStatus after) {
        return before.retained() != null
                || after.retained() != null
                || Optional.ofNullable(before.candidate())
                        .filter(candidate -> candidate.deployment() != null)
                        .filter(candidate -> Objects.equals(candidate.id(), after.id()))
                        .isPresent();
    }

    private static Optional<CandidateStatus> complete(EmbeddingServiceStatus status) {
        var isWaitedFor = status.condition(Condition.READY)
                .filter(ready -> IN_TRANSITION.contains(ready.reason())
                        || ready.message().startsWith(TransitionText.NEW_SERVERS))
                .isPresent();
        return Optional.ofNullable(status.vectorSpace())
                .map(VectorSpaceStatus::candidate)
                .filter(candidate -> !isWaitedFor && candidate.id() != null && candidate.deployment() != null)
                .filter(VectorSpaceEvents::hasAllReplicas);
    }

    private static boolean hasAllReplicas(CandidateStatus candidate) {
        return candidate.replicas() != null
                && candidate.readyReplicas() != null
                && candidate.replicas() > 0
                && candidate.readyReplicas() >= candidate.replicas();
    }
}
