package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.CandidateStatus;
import io.embeddingops.api.v1alpha1.CandidateStatusBuilder;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.VectorSpaceStatus;
import io.embeddingops.guard.Guard;
import io.embeddingops.guard.Judgement;
import io.embeddingops.guard.VectorSpaces;
import io.embeddingops.guard.VectorSpaces.InUse;
import io.embeddingops.plan.NextPlan;
import java.util.Objects;
import java.util.Optional;

/** Computes status.vectorSpace.candidate of servers beside those in use. It has no id until their vectors are known. */
final class CandidateReport {

    private CandidateReport() {}

    /**
     * The candidate. It names the clients' settings that it had before.
     *
     * @param inUse the judgement of the servers that the Service selects, whose stored candidate counts until the new servers have
     *     been verified again
     */
    static CandidateStatus of(EmbeddingService service, Beside beside, Optional<Judgement> inUse) {
        var plan = beside.plan();
        var before = before(service, plan.servers());
        var known = before.filter(any -> isSameGeneration(service)).orElse(CandidateStatus.EMPTY);
        var builder = CandidateStatusBuilder.builder(CandidateStatus.EMPTY)
                .id(known.id())
                .dimensions(known.dimensions())
                .cosine(known.cosine())
                .url(NextPlan.of(plan).url(plan.name(), plan.namespace()))
                .clientConfigMapName(
                        before.map(CandidateStatus::clientConfigMapName).orElse(null))
                .deployment(plan.servers())
                .replicas(beside.observation().desired())
                .readyReplicas(beside.observation().ready())
                .model(KnownModel.of(
                                service,
                                plan,
                                beside.judgement().isPresent(),
                                beside.judgement().flatMap(Judgement::model),
                                beside.observation().pods())
                        .orElse(null));
        var spaces = inUse.map(Judgement::spaces);
        beside.vectors()
                .or(() -> spaces.flatMap(VectorSpaces::candidate))
                .ifPresent(vectors -> builder.id(vectors.id())
                        .dimensions(vectors.dimensions())
                        .cosine(spaces.flatMap(VectorSpaces::inUse)
                                .map(InUse::vectors)
                                .map(used -> Guard.cosine(used, vectors))
                                .orElse(null)));
        return builder.build();
    }

    /** What the last status says about a candidate of that Deployment. */
    static Optional<CandidateStatus> before(EmbeddingService service, String servers) {
        return Optional.ofNullable(service.getStatus())
                .map(EmbeddingServiceStatus::vectorSpace)
                .map(VectorSpaceStatus::candidate)
                .filter(candidate -> servers.equals(candidate.deployment()));
    }

    private static boolean isSameGeneration(EmbeddingService service) {
        return Optional.ofNullable(service.getStatus())
                .filter(old -> Objects.equals(
                        old.observedGeneration(), service.getMetadata().getGeneration()))
                .isPresent();
    }
}
