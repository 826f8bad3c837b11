package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.guard.Judgement;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.plan.OperatorDefaults;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import io.embeddingops.plan.Rejection;
import io.embeddingops.reconciler.events.CrdWaiter;
import io.embeddingops.resources.DefaultsRecord;
import io.embeddingops.resources.ServerDeployment;
import io.embeddingops.status.Observation;
import io.embeddingops.status.Reason;
import io.embeddingops.status.StatusComputer;
import io.embeddingops.status.Transition;
import io.embeddingops.status.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reconciles an EmbeddingService: plans, applies, observes and writes the status. */
@ControllerConfiguration(name = "embeddingservice")
public final class EmbeddingServiceReconciler implements Reconciler<EmbeddingService> {

    private final Kinds kinds;
    private final Planner planner;
    private final Reporter reporter;
    private final Verification verification;
    private final Replacements replacements;
    private final Clock clock;
    private final Duration lookAgain;
    private final KindInformers informers;
    private Children children;

    /**
     * Creates a reconciler.
     *
     * @param lookAgain how often to check what no informer reports: a foreign object that is deleted, a failed mount, a CRD
     */
    EmbeddingServiceReconciler(
            Kinds kinds,
            Planner planner,
            Reporter reporter,
            Verification verification,
            Clock clock,
            Duration lookAgain) {
        this.kinds = kinds;
        this.informers = new KindInformers(kinds);
        this.planner = planner;
        this.reporter = reporter;
        this.verification = verification;
        this.replacements = new Replacements(clock);
        this.clock = clock;
        this.lookAgain = lookAgain;
    }

    @Override
    public List<EventSource<?, EmbeddingService>> prepareEventSources(EventSourceContext<EmbeddingService> context) {
        var services = context.getPrimaryCache();
        reporter.count(services);
        var waiter = new CrdWaiter(lookAgain, id -> services.get(id).isPresent());
        children = new Children(kinds, informers, waiter);
        return Stream.concat(
                        informers.eventSources(context),
                        Stream.of(waiter, verification.eventSource(informers, services)))
                .toList();
    }

    @Override
    public UpdateControl<EmbeddingService> reconcile(EmbeddingService service, Context<EmbeddingService> context) {
        informers.beforePass();
        var result = planner.plan(service, madeWith(service));
        if (result instanceof Rejection rejection) {
            return stopped(service, Optional.empty(), Verdict.invalid(rejection), context);
        }
        var plan = replicas(service, (Plan) result);
        List<Verdict> missing;
        try {
            missing = children.apply(service, plan, context);
        } catch (NameConflictException | KubernetesClientException e) {
            return stopped(service, Optional.of(plan), ApplyErrors.permanent(e).orElseThrow(() -> e), context);
        }
        var seen = explained(observe(service, context), context).withMissing(missing);
        var judgement = verification.of(service, plan, seen, context);
        var status = StatusComputer.planned(service, plan, seen, judgement, clock.instant());
        reporter.report(service, Optional.of(plan), status, context);
        if (Reporter.isNewGeneration(service)) {
            reportDropped(service, plan);
        }
        var spoiled = judgement
                .filter(found -> plan.verification().enforced())
                .map(Judgement::evictionCandidates)
                .orElse(Set.of());
        var replaced = replacements.replace(
                service, plan, seen, spoiled, verification.isolated(), verification::isServed, context.getClient());
        replaced.event().ifPresent(transition -> reporter.publish(service, transition));
        var requeue = seen.starting() || conflicts(missing) ? Optional.of(lookAgain) : replaced.requeueAfter();
        return requeue.map(EmbeddingServiceReconciler::requeue).orElseGet(UpdateControl::noUpdate);
    }

    @Override
    public ErrorStatusUpdateControl<EmbeddingService> updateErrorStatus(
            EmbeddingService service, Context<EmbeddingService> context, Exception error) {
        if (ApplyErrors.isExpectedConflict(error)) {
            return ErrorStatusUpdateControl.noStatusUpdate();
        }
        var plan = planner.plan(service, madeWith(service)) instanceof Plan planned
                ? Optional.of(planned)
                : Optional.<Plan>empty();
        report(service, plan, ApplyErrors.transientFailure(error), context);
        return ErrorStatusUpdateControl.noStatusUpdate();
    }

    private void reportDropped(EmbeddingService service, Plan plan) {
        children.deployment(service)
                .map(deployment -> DroppedFields.warnings(
                        service.getSpec(),
                        ServerDeployment.build(plan).getSpec().getTemplate().getSpec(),
                        deployment.getSpec().getTemplate().getSpec()))
                .filter(warnings -> !warnings.isEmpty())
                .ifPresent(warnings ->
                        reporter.publish(service, new Transition(true, "SpecWarning", String.join("; ", warnings))));
    }

    private UpdateControl<EmbeddingService> stopped(
            EmbeddingService service, Optional<Plan> plan, Verdict why, Context<EmbeddingService> context) {
        report(service, plan, why, context);
        return why.reason() == Reason.NAME_CONFLICT ? requeue(lookAgain) : UpdateControl.noUpdate();
    }

    private void report(EmbeddingService service, Optional<Plan> plan, Verdict why, Context<EmbeddingService> context) {
        var status = StatusComputer.stopped(service, plan, why, observe(service, context), clock.instant());
        reporter.report(service, plan, status, context);
    }

    /** No informer reports that a foreign object is deleted. */
    private static boolean conflicts(List<Verdict> missing) {
        return missing.stream().anyMatch(verdict -> verdict.reason() == Reason.NAME_CONFLICT);
    }

    private static UpdateControl<EmbeddingService> requeue(Duration pause) {
        return UpdateControl.<EmbeddingService>noUpdate().rescheduleAfter(pause);
    }

    /** The defaults recorded in the Deployment, or in the status if the Deployment is gone. */
    private Optional<OperatorDefaults> madeWith(EmbeddingService service) {
        return children.deployment(service)
                .flatMap(DefaultsRecord::of)
                .or(() -> Optional.ofNullable(service.getStatus())
                        .map(EmbeddingServiceStatus::defaults)
                        .flatMap(OperatorDefaults::of));
    }

    private Plan replicas(EmbeddingService service, Plan plan) {
        return children.deployment(service)
                .filter(ReplicaOwner::elsewhere)
                .map(deployment ->
                        plan.withReplicasElsewhere(deployment.getSpec().getReplicas()))
                .orElse(plan);
    }

    private Observation observe(EmbeddingService service, Context<EmbeddingService> context) {
        return Observation.of(children.deployment(service), List.copyOf(context.getSecondaryResources(Pod.class)));
    }

    private static Observation explained(Observation seen, Context<EmbeddingService> context) {
        return seen.unexplained()
                .map(pod -> seen.withEvents(KubeletEvents.of(pod, context.getClient())))
                .orElse(seen);
    }
}
