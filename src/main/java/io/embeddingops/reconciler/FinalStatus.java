package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.CandidateStatus;
import io.embeddingops.api.v1alpha1.CandidateStatusBuilder;
import io.embeddingops.api.v1alpha1.ClientStatus;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatusBuilder;
import io.embeddingops.api.v1alpha1.VectorSpaceStatus;
import io.embeddingops.api.v1alpha1.VectorSpaceStatusBuilder;
import io.embeddingops.status.Observation;
import io.embeddingops.status.StatusComputer;
import io.embeddingops.status.Verdict;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The status after a pass. It names the clients' settings, which are written before it. */
final class FinalStatus {

    private final ClientSettings clients;
    private final Verification verification;
    private final Failures failures;
    private final Clock clock;

    FinalStatus(ClientSettings clients, Verification verification, Failures failures, Clock clock) {
        this.clients = clients;
        this.verification = verification;
        this.failures = failures;
        this.clock = clock;
    }

    /**
     * The result of a pass.
     *
     * @param lacking why objects of the service could not be written
     */
    record Result(EmbeddingServiceStatus status, List<Verdict> lacking) {}

    Result of(
            EmbeddingService service,
            Layout layout,
            Observation seen,
            Judgements judgements,
            Context<EmbeddingService> context) {
        var plan = layout.serving();
        var ca = verification.ca(service);
        var computed = compute(service, layout, seen, judgements);
        var own = clients.apply(service, plan, held(service, layout, computed), ca, context);
        var next = clients.applyNext(
                service,
                layout.beside()
                        .filter(Layout.BesidePlan::isCandidate)
                        .map(Layout.BesidePlan::plan)
                        .orElse(plan),
                plan.next(),
                next(layout, computed),
                ca,
                context);
        var refused = failures.judged(
                service,
                Stream.of(own, next)
                        .flatMap(result -> result.missing().stream())
                        .toList());
        var lacking = Stream.concat(seen.missing().stream(), refused.stream()).toList();
        var complete = refused.isEmpty() ? computed : compute(service, layout, seen.withMissing(lacking), judgements);
        var named = EmbeddingServiceStatusBuilder.builder(complete)
                .client(own.client().orElse(null))
                .vectorSpace(named(complete.vectorSpace(), next.client()))
                .build();
        return new Result(held(service, layout, named), lacking);
    }

    private EmbeddingServiceStatus compute(
            EmbeddingService service, Layout layout, Observation seen, Judgements judgements) {
        return StatusComputer.planned(service, layout.serving(), seen, judgements.serving(), clock.instant());
    }

    /** Until clients cannot reach the earlier servers any more, the vectors of these are in use. */
    private static EmbeddingServiceStatus held(
            EmbeddingService service, Layout layout, EmbeddingServiceStatus computed) {
        return layout.moving() && service.getStatus() != null
                ? EmbeddingServiceStatusBuilder.builder(computed)
                        .vectorSpace(service.getStatus().vectorSpace())
                        .build()
                : computed;
    }

    /** What is known of the servers that can be reached beside those of the Service: after it was moved, they are the same. */
    private static CandidateStatus next(Layout layout, EmbeddingServiceStatus computed) {
        var space = Optional.ofNullable(computed.vectorSpace()).orElse(VectorSpaceStatus.EMPTY);
        return layout.beside().filter(Layout.BesidePlan::isCandidate).isPresent()
                ? Optional.ofNullable(space.candidate()).orElse(CandidateStatus.EMPTY)
                : CandidateStatusBuilder.builder()
                        .id(space.id())
                        .dimensions(space.dimensions())
                        .model(computed.model())
                        .build();
    }

    private static VectorSpaceStatus named(VectorSpaceStatus space, Optional<ClientStatus> next) {
        if (space == null || space.candidate() == null) {
            return space;
        }
        return VectorSpaceStatusBuilder.builder(space)
                .candidate(CandidateStatusBuilder.builder(space.candidate())
                        .clientConfigMapName(
                                next.map(ClientStatus::configMapName).orElse(null))
                        .build())
                .build();
    }
}
