package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.CandidateStatus;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.RetainedStatus;
import io.embeddingops.api.v1alpha1.RetainedStatusBuilder;
import io.embeddingops.api.v1alpha1.VectorSpaceStatus;
import io.embeddingops.api.v1alpha1.VectorSpaceStatusBuilder;
import io.embeddingops.guard.Judgement;
import io.embeddingops.plan.Plan;
import io.embeddingops.resources.Labels;
import io.embeddingops.verification.Fingerprint;
import java.util.Optional;

/**
 * The parts of the status about the servers beside those of the Service; all are empty without such servers.
 *
 * @param note for the message of a service that is ready
 */
record BesideReport(Optional<CandidateStatus> candidate, Optional<RetainedStatus> retained, Optional<String> note) {

    /**
     * The report of servers that {@link CandidateVerification} has judged.
     *
     * @param plan of the servers that the Service selects
     * @param inUse their judgement
     */
    static BesideReport of(EmbeddingService service, Plan plan, Observation seen, Optional<Judgement> inUse) {
        var candidate =
                seen.beside().filter(Beside::isCandidate).map(beside -> CandidateReport.of(service, beside, inUse));
        var retained = seen.beside().filter(beside -> !beside.isCandidate()).map(beside -> retained(service, beside));
        return new BesideReport(
                candidate,
                retained,
                candidate
                        .flatMap(found -> note(plan, seen.beside().orElseThrow(), found))
                        .or(() -> retained.map(TransitionText::retained)));
    }

    /** The vector space with the servers beside those in use, and without those of an earlier status. */
    Optional<VectorSpaceStatus> in(Optional<VectorSpaceStatus> measured, Optional<VectorSpaceStatus> before) {
        var base = measured.or(() -> before.map(BesideReport::withoutServers));
        if (candidate.isEmpty() && retained.isEmpty()) {
            return base;
        }
        var builder = VectorSpaceStatusBuilder.builder(base.orElse(VectorSpaceStatus.EMPTY));
        candidate.ifPresent(builder::candidate);
        retained.ifPresent(builder::retained);
        return Optional.of(builder.build());
    }

    private static VectorSpaceStatus withoutServers(VectorSpaceStatus space) {
        var candidate = Optional.ofNullable(space.candidate()).filter(known -> known.deployment() == null);
        return VectorSpaceStatusBuilder.builder(space)
                .candidate(candidate.orElse(null))
                .retained(null)
                .build();
    }

    private static Optional<String> note(Plan plan, Beside beside, CandidateStatus candidate) {
        if (beside.isScaledToZero()) {
            return Optional.of(TransitionText.scaledToZero(beside));
        }
        return Optional.ofNullable(candidate.id())
                .map(id -> TransitionText.ready(candidate) + TransitionText.accept(plan, candidate));
    }

    private static RetainedStatus retained(EmbeddingService service, Beside beside) {
        var servers = beside.plan().servers();
        return RetainedStatusBuilder.builder()
                .id(beside.vectors()
                        .map(Fingerprint::id)
                        .or(() -> idBefore(service, servers))
                        .orElse(null))
                .deployment(servers)
                .until(beside.until().map(StatusComputer::text).orElse(null))
                .build();
    }

    /** The id of servers that were retained or served before. */
    private static Optional<String> idBefore(EmbeddingService service, String servers) {
        var old = Optional.ofNullable(service.getStatus());
        var space = old.map(EmbeddingServiceStatus::vectorSpace);
        return space.map(VectorSpaceStatus::retained)
                .filter(known -> servers.equals(known.deployment()))
                .map(RetainedStatus::id)
                .or(() -> old.filter(status -> served(status, servers))
                        .flatMap(status -> space.map(VectorSpaceStatus::id)));
    }

    /** Whether the vectors in use were those of these servers: while the Service moves, it selects the candidate already. */
    private static boolean served(EmbeddingServiceStatus status, String servers) {
        return Optional.ofNullable(status.vectorSpace())
                .map(VectorSpaceStatus::candidate)
                .map(CandidateStatus::deployment)
                .map(candidate -> !candidate.equals(servers))
                .orElseGet(() -> Labels.selectorText(servers).equals(status.selector()));
    }
}
