package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatusBuilder;
import io.embeddingops.api.v1alpha1.ModelStatus;
import io.embeddingops.api.v1alpha1.VectorSpaceStatus;
import io.embeddingops.guard.Judgement;
import io.embeddingops.guard.VerifiedReason;
import io.embeddingops.plan.OperatorDefaults;
import io.embeddingops.plan.Plan;
import io.embeddingops.resources.Labels;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Computes a service's whole status; equal inputs give an equal status, so that nothing is written for nothing. */
public final class StatusComputer {

    private StatusComputer() {}

    /**
     * The status of a service that was planned and whose objects were applied.
     *
     * @param judgement on its embeddings; empty if they are not looked at
     * @param now the time a condition gets whose status is new
     */
    public static EmbeddingServiceStatus planned(
            EmbeddingService service, Plan plan, Observation seen, Optional<Judgement> judgement, Instant now) {
        var old = Optional.ofNullable(service.getStatus());
        var verified = judgement.map(found -> pending(found)
                .flatMap(nothingNew -> old.flatMap(status -> status.condition(Condition.VERIFIED)))
                .filter(before -> Objects.equals(
                        before.observedGeneration(), service.getMetadata().getGeneration()))
                .orElseGet(() -> conditions(old, service, now).of(found.verified())));
        var space = judgement.flatMap(found -> found.status().or(() -> old.map(EmbeddingServiceStatus::vectorSpace)));
        return status(
                service, Optional.of(plan), Checks.verdict(plan, seen), seen, new Embeddings(verified, space), now);
    }

    /**
     * The status of a service that could not be planned or applied; what runs of it is still counted.
     *
     * @param now the time a condition gets whose status is new
     */
    public static EmbeddingServiceStatus stopped(
            EmbeddingService service, Optional<Plan> plan, Verdict why, Observation seen, Instant now) {
        var old = Optional.ofNullable(service.getStatus());
        var asBefore = new Embeddings(
                old.flatMap(status -> status.condition(Condition.VERIFIED)),
                old.map(EmbeddingServiceStatus::vectorSpace));
        return status(service, plan, why, seen, asBefore, now);
    }

    /** A server of the same spec that started again, or an operator that did, makes nothing of what was found out untrue. */
    private static Optional<Judgement> pending(Judgement judgement) {
        return Optional.of(judgement)
                .filter(found -> found.verified().reason().equals(VerifiedReason.PENDING.toString()));
    }

    /** What the status says of the embeddings. */
    private record Embeddings(Optional<Condition> verified, Optional<VectorSpaceStatus> space) {}

    private static Conditions conditions(Optional<EmbeddingServiceStatus> old, EmbeddingService service, Instant now) {
        return new Conditions(
                old.map(EmbeddingServiceStatus::conditions).orElse(List.of()),
                service.getMetadata().getGeneration(),
                now);
    }

    private static EmbeddingServiceStatus status(
            EmbeddingService service,
            Optional<Plan> plan,
            Verdict verdict,
            Observation seen,
            Embeddings embeddings,
            Instant now) {
        var old = Optional.ofNullable(service.getStatus());
        var generation = service.getMetadata().getGeneration();
        var conditions = conditions(old, service, now);
        var all = new ArrayList<Condition>();
        all.add(conditions.of(Condition.READY, verdict.reason().ready(), verdict));
        var available = available(plan, seen);
        all.add(conditions.of(Condition.AVAILABLE, available, availability(available, seen)));
        embeddings.verified().ifPresent(all::add);
        if (verdict.reason().stalled() || !verdict.reason().ready() && deadlineExceeded(seen)) {
            all.add(conditions.of(Condition.STALLED, true, verdict));
        } else if (!verdict.reason().ready()) {
            all.add(conditions.of(Condition.RECONCILING, true, verdict));
        }
        var name = service.getMetadata().getName();
        return EmbeddingServiceStatusBuilder.builder()
                .observedGeneration(generation)
                .replicas(seen.replicas())
                .readyReplicas(seen.ready())
                .selector(Labels.selectorText(name))
                .url(plan.map(Plan::url)
                        .or(() -> old.map(EmbeddingServiceStatus::url))
                        .orElse(null))
                .model(plan.map(p -> new ModelStatus(p.model().servedName()))
                        .or(() -> old.map(EmbeddingServiceStatus::model))
                        .orElse(null))
                .image(plan.map(p -> p.server().image())
                        .or(() -> old.map(EmbeddingServiceStatus::image))
                        .orElse(null))
                .defaults(plan.map(OperatorDefaults::recorded)
                        .or(() -> old.map(EmbeddingServiceStatus::defaults))
                        .orElse(null))
                .vectorSpace(embeddings.space().orElse(null))
                .conditions(all)
                .build();
    }

    /** Enough servers answer: at least one, and no fewer than a rollout would leave. */
    private static boolean available(Optional<Plan> plan, Observation seen) {
        var wanted = seen.wanted();
        var mayMiss = plan.map(p -> p.rollout().maxUnavailable(wanted)).orElse(0);
        return seen.available() >= Math.max(1, wanted - mayMiss);
    }

    private static Verdict availability(boolean available, Observation seen) {
        if (seen.deployment().isPresent() && seen.wanted() == 0) {
            return new Verdict(Reason.SCALED_TO_ZERO, "spec.replicas is 0, so no server runs");
        }
        return new Verdict(
                available ? Reason.REPLICAS_AVAILABLE : Reason.REPLICAS_UNAVAILABLE,
                seen.available() + " of " + seen.wanted() + " replicas are available");
    }

    private static boolean deadlineExceeded(Observation seen) {
        return seen.condition("Progressing")
                .filter(condition -> "ProgressDeadlineExceeded".equals(condition.getReason()))
                .isPresent();
    }

    /** Kubernetes keeps times to the second. */
    static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
