package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.guard.Judgement;
import io.embeddingops.plan.OperatorDefaults;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import io.embeddingops.plan.Rejection;
import io.embeddingops.resources.DefaultsRecord;
import io.embeddingops.status.Observation;
import io.embeddingops.status.Reason;
import io.embeddingops.status.StatusComputer;
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
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes of each service what its plan says, and says how it goes. */
@ControllerConfiguration(name = "embeddingservice")
public final class EmbeddingServiceReconciler implements Reconciler<EmbeddingService> {

    private final Planner planner;
    private final Reporter reporter;
    private final Verification verification;
    private final Replacements replacements;
    private final Clock clock;
    private final Duration lookAgain;
    private final AlreadyThere alreadyThere = new AlreadyThere();
    private final Children children = new Children(alreadyThere);
    private List<InformerEventSource<?, EmbeddingService>> informers = List.of();

    /**
     * A reconciler.
     *
     * @param lookAgain until a look at what no informer sees: a foreign object that goes, a volume that cannot be mounted
     */
    EmbeddingServiceReconciler(
            Planner planner, Reporter reporter, Verification verification, Clock clock, Duration lookAgain) {
        this.planner = planner;
        this.reporter = reporter;
        this.verification = verification;
        this.replacements = new Replacements(clock);
        this.clock = clock;
        this.lookAgain = lookAgain;
    }

    @Override
    public List<EventSource<?, EmbeddingService>> prepareEventSources(EventSourceContext<EmbeddingService> context) {
        reporter.count(context.getPrimaryCache());
        var pods = Pods.eventSource(context, alreadyThere);
        informers = Stream.concat(
                        children.informers(context).stream(),
                        Stream.of(pods, VectorSpaceMaps.eventSource(context, alreadyThere)))
                .toList();
        var sources = new ArrayList<EventSource<?, EmbeddingService>>(informers);
        sources.addAll(children.ownWrites());
        sources.add(verification.eventSource(pods, context));
        return sources;
    }

    @Override
    public UpdateControl<EmbeddingService> reconcile(EmbeddingService service, Context<EmbeddingService> context) {
        alreadyThere.beforePass(() -> informers.stream().flatMap(informer -> informer.list(any -> true)));
        var result = planner.plan(service, madeWith(service, context));
        if (result instanceof Rejection rejection) {
            return stopped(service, Optional.empty(), Verdict.invalid(rejection), context);
        }
        var plan = replicas(service, (Plan) result, context);
        Pass.begin(plan, context);
        var refused = apply(service, context);
        if (refused.isPresent()) {
            return stopped(service, Optional.of(plan), refused.get(), context);
        }
        var seen = explained(observe(service, context), context);
        var judgement = verification.of(service, plan, seen, context);
        reporter.report(service, StatusComputer.planned(service, plan, seen, judgement, clock.instant()), context);
        var spoiled = judgement
                .filter(found -> plan.verification().enforced())
                .map(Judgement::evictionCandidates)
                .orElse(Set.of());
        var replaced = replacements.replace(
                service, plan, seen, spoiled, verification.isolated(), verification::isServed, context.getClient());
        replaced.told().ifPresent(transition -> reporter.tell(service, transition));
        var again = seen.starting() ? Optional.of(lookAgain) : replaced.again();
        return again.map(EmbeddingServiceReconciler::lookAgain).orElseGet(UpdateControl::noUpdate);
    }

    @Override
    public ErrorStatusUpdateControl<EmbeddingService> updateErrorStatus(
            EmbeddingService service, Context<EmbeddingService> context, Exception error) {
        if (ApplyErrors.passingInSilence(error)) {
            return ErrorStatusUpdateControl.noStatusUpdate();
        }
        var plan = planner.plan(service, madeWith(service, context)) instanceof Plan planned
                ? Optional.of(planned)
                : Optional.<Plan>empty();
        report(service, plan, ApplyErrors.passing(error), context);
        return ErrorStatusUpdateControl.noStatusUpdate();
    }

    /** Why the children cannot be as they should until somebody edits something; all other errors are thrown on. */
    private Optional<Verdict> apply(EmbeddingService service, Context<EmbeddingService> context) {
        try {
            children.apply(service, context);
            return Optional.empty();
        } catch (NameConflictException | KubernetesClientException e) {
            return Optional.of(ApplyErrors.lasting(e).orElseThrow(() -> e));
        }
    }

    private UpdateControl<EmbeddingService> stopped(
            EmbeddingService service, Optional<Plan> plan, Verdict why, Context<EmbeddingService> context) {
        report(service, plan, why, context);
        return why.reason() == Reason.NAME_CONFLICT ? lookAgain(lookAgain) : UpdateControl.noUpdate();
    }

    private void report(EmbeddingService service, Optional<Plan> plan, Verdict why, Context<EmbeddingService> context) {
        var status = StatusComputer.stopped(service, plan, why, observe(service, context), clock.instant());
        reporter.report(service, status, context);
    }

    private static UpdateControl<EmbeddingService> lookAgain(Duration pause) {
        return UpdateControl.<EmbeddingService>noUpdate().rescheduleAfter(pause);
    }

    /** By what the Deployment itself says, or the status if it is gone. */
    private Optional<OperatorDefaults> madeWith(EmbeddingService service, Context<EmbeddingService> context) {
        return children.deployment(service, context)
                .flatMap(DefaultsRecord::of)
                .or(() -> Optional.ofNullable(service.getStatus())
                        .map(EmbeddingServiceStatus::defaults)
                        .flatMap(OperatorDefaults::of));
    }

    private Plan replicas(EmbeddingService service, Plan plan, Context<EmbeddingService> context) {
        return children.deployment(service, context)
                        .filter(ReplicaOwner::elsewhere)
                        .isPresent()
                ? plan.withReplicasElsewhere()
                : plan;
    }

    private Observation observe(EmbeddingService service, Context<EmbeddingService> context) {
        return Observation.of(
                children.deployment(service, context), List.copyOf(context.getSecondaryResources(Pod.class)));
    }

    private static Observation explained(Observation seen, Context<EmbeddingService> context) {
        return seen.unexplained()
                .map(pod -> seen.withEvents(KubeletEvents.of(pod, context.getClient())))
                .orElse(seen);
    }
}
