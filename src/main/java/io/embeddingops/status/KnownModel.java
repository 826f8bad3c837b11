package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.CandidateStatus;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.ModelStatus;
import io.embeddingops.api.v1alpha1.ModelStatusBuilder;
import io.embeddingops.plan.DownloadPlan;
import io.embeddingops.plan.Plan;
import io.embeddingops.resources.Labels;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Computes status.model. What servers and downloads reported stays in it while they or the operator restart. */
final class KnownModel {

    private KnownModel() {}

    /**
     * The model of servers whose objects were applied.
     *
     * @param reported what the verified servers say now; empty if none does
     * @param pods newest first
     */
    static Optional<ModelStatus> of(
            EmbeddingService service, Plan plan, boolean verifies, Optional<ModelStatus> reported, List<PodView> pods) {
        var before = before(service, plan.servers());
        var served = Optional.ofNullable(service.getStatus())
                .filter(status -> verifies
                        && Objects.equals(
                                status.observedGeneration(),
                                service.getMetadata().getGeneration()))
                .flatMap(status -> before)
                .map(FetchedModel::without);
        var model = reported.map(
                        now -> served.map(known -> withDigests(now, known)).orElse(now))
                .or(() -> served)
                .orElse(ModelStatus.EMPTY);
        return Optional.of(FetchedModel.in(
                named(model, plan),
                before,
                DownloadPlan.of(plan).map(download -> download.location().text()),
                pods));
    }

    /** What the last status says about the model of servers of that name: during a transition there are two models. */
    private static Optional<ModelStatus> before(EmbeddingService service, String servers) {
        var candidate = CandidateReport.before(service, servers);
        return candidate.isPresent()
                ? candidate.map(CandidateStatus::model)
                : Optional.ofNullable(service.getStatus())
                        .filter(status ->
                                status.selector() == null || status.selector().equals(Labels.selectorText(servers)))
                        .map(EmbeddingServiceStatus::model);
    }

    /** The model of a service that could not be planned or applied: as before. */
    static Optional<ModelStatus> of(EmbeddingService service, Optional<Plan> plan) {
        var before = Optional.ofNullable(service.getStatus()).map(EmbeddingServiceStatus::model);
        return plan.map(found -> named(before.orElse(ModelStatus.EMPTY), found)).or(() -> before);
    }

    /** A server that has restarted computes its digests again; until then the known ones are kept if all else is the same. */
    private static ModelStatus withDigests(ModelStatus now, ModelStatus known) {
        var builder = ModelStatusBuilder.builder(now);
        var completed = builder.weightsDigest(now.weightsDigest() == null ? known.weightsDigest() : now.weightsDigest())
                .fingerprint(now.fingerprint() == null ? known.fingerprint() : now.fingerprint())
                .servedName(known.servedName())
                .build();
        return completed.equals(known) ? known : now;
    }

    private static ModelStatus named(ModelStatus model, Plan plan) {
        return ModelStatusBuilder.builder(model)
                .servedName(plan.model().servedName())
                .build();
    }
}
