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

/** Computes a service's complete status. Equal inputs give an equal status, so unchanged services cause no writes. */
public final class StatusComputer {

    private StatusComputer() {}

    /**
     * Computes the status of a service whose objects were applied. It names the clients' settings that the service had before.
     *
     * @param judgement the result of verifying its embeddings; empty if verification is off
     * @param now transition time of conditions whose status changes
     */
    public static EmbeddingServiceStatus planned(
            EmbeddingService service, Plan plan, Observation observation, Optional<Judgement> judgement, Instant now) {
        var old = Optional.ofNullable(service.getStatus());
        var verified = judgement.map(found -> preliminary(found)
                .flatMap(none -> old.flatMap(status -> status.condition(Condition.VERIFIED)))
                .filter(before -> Objects.equals(
                        before.observedGeneration(), service.getMetadata().getGeneration()))
                .orElseGet(() -> conditions(old, service, now).of(found.verified())));
        var seen = observation.withBeside(
                observation.beside().map(beside -> CandidateVerification.of(service, plan, beside, judgement)));
        var beside = BesideReport.of(service, plan, seen, judgement);
        var space = judgement.flatMap(found -> beside.in(found.status(), old.map(EmbeddingServiceStatus::vectorSpace)));
        return status(
                service,
                Optional.of(plan),
                noted(Checks.verdict(plan, seen), beside),
                new Servers(
                        seen,
                        Availability.of(Optional.of(plan), seen),
                        Optional.of(Labels.selectorText(plan.servers()))),
                new Embeddings(
                        verified,
                        space,
                        KnownModel.of(
                                service,
                                plan,
                                judgement.isPresent(),
                                judgement.flatMap(Judgement::model),
                                observation.pods())),
                AutoscalingReport.of(service, plan, observation, conditions(old, service, now)),
                FallbackReport.of(service, plan, observation, conditions(old, service, now)),
                now);
    }

    /**
     * Computes the status of a service that could not be planned or applied. Pods that run already are still counted.
     *
     * @param now transition time of conditions whose status changes
     */
    public static EmbeddingServiceStatus stopped(
            EmbeddingService service, Optional<Plan> plan, Verdict why, Observation observation, Instant now) {
        var old = Optional.ofNullable(service.getStatus());
        var asBefore = new Embeddings(
                old.flatMap(status -> status.condition(Condition.VERIFIED)),
                old.map(EmbeddingServiceStatus::vectorSpace),
                KnownModel.of(service, plan));
        return status(
                service,
                plan,
                why,
                new Servers(
                        observation,
                        Availability.stopped(service, plan, observation),
                        old.map(EmbeddingServiceStatus::selector)),
                asBefore,
                AutoscalingReport.asBefore(service, plan),
                FallbackReport.asBefore(service, plan),
                now);
    }

    /** A service that is ready says what its transition waits for. */
    private static Verdict noted(Verdict verdict, BesideReport beside) {
        return beside.note()
                .filter(note -> verdict.reason().ready())
                .map(note -> new Verdict(verdict.reason(), verdict.message() + "; " + note))
                .orElse(verdict);
    }

    /**
     * The judgement if it says nothing new: an earlier result stays valid when a server or the operator restarts, until all
     * servers have been verified again or one has failed.
     */
    private static Optional<Judgement> preliminary(Judgement judgement) {
        return Optional.of(judgement)
                .filter(found -> found.verified().reason().equals(VerifiedReason.PENDING.toString())
                        || !found.complete()
                                && !Condition.FALSE.equals(found.verified().status()));
    }

    /** The parts of the status about the embeddings. */
    private record Embeddings(
            Optional<Condition> verified, Optional<VectorSpaceStatus> space, Optional<ModelStatus> model) {}

    /**
     * The servers that the Service selects.
     *
     * @param selector of their pods; empty if unknown
     */
    private record Servers(Observation observed, Availability availability, Optional<String> selector) {}

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
            Servers servers,
            Embeddings embeddings,
            AutoscalingReport autoscaling,
            FallbackReport fallback,
            Instant now) {
        var old = Optional.ofNullable(service.getStatus());
        var observation = servers.observed();
        var generation = service.getMetadata().getGeneration();
        var conditions = conditions(old, service, now);
        var all = new ArrayList<Condition>();
        all.add(conditions.of(Condition.READY, verdict.reason().ready(), verdict));
        all.add(conditions.of(
                Condition.AVAILABLE,
                servers.availability().holds(),
                servers.availability().verdict()));
        embeddings.verified().ifPresent(all::add);
        autoscaling.condition().ifPresent(all::add);
        fallback.condition().ifPresent(all::add);
        if (verdict.stalled() || !verdict.reason().ready() && deadlineExceeded(verdict, observation)) {
            all.add(conditions.of(Condition.STALLED, true, verdict));
        } else if (!verdict.reason().ready()) {
            all.add(conditions.of(Condition.RECONCILING, true, verdict));
        }
        return EmbeddingServiceStatusBuilder.builder()
                .observedGeneration(generation)
                .replicas(observation.replicas())
                .readyReplicas(observation.ready())
                .selector(servers.selector()
                        .orElseGet(() -> Labels.selectorText(plan.map(Plan::servers)
                                .orElse(service.getMetadata().getName()))))
                .url(plan.map(Plan::url)
                        .or(() -> old.map(EmbeddingServiceStatus::url))
                        .orElse(null))
                .externalUrl(LoadBalancer.url(observation).orElse(null))
                .client(old.map(EmbeddingServiceStatus::client).orElse(null))
                .autoscaling(autoscaling.status().orElse(null))
                .model(embeddings.model().orElse(null))
                .image(plan.map(p -> p.server().image())
                        .or(() -> old.map(EmbeddingServiceStatus::image))
                        .orElse(null))
                .defaults(plan.map(OperatorDefaults::recorded)
                        .or(() -> old.map(EmbeddingServiceStatus::defaults))
                        .orElse(null))
                .vectorSpace(embeddings.space().orElse(null))
                .fallback(fallback.status().orElse(null))
                .conditions(all)
                .build();
    }

    /** Whether the rollout that the verdict is about has exceeded its deadline. */
    private static boolean deadlineExceeded(Verdict verdict, Observation observation) {
        var ofCandidate = observation
                .beside()
                .filter(beside -> TransitionChecks.cause(beside).equals(Optional.of(verdict)));
        return ofCandidate
                .map(Beside::observation)
                .orElse(observation)
                .condition("Progressing")
                .filter(condition -> "ProgressDeadlineExceeded".equals(condition.getReason()))
                .isPresent();
    }

    /** Kubernetes stores times with a precision of one second. */
    static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
