package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.CandidateStatus;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.VectorSpaceStatus;
import io.embeddingops.guard.Judgement;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import io.embeddingops.reconciler.events.CrdWaiter;
import io.embeddingops.resources.ServerDeployment;
import io.embeddingops.status.Deadlines;
import io.embeddingops.status.Observation;
import io.embeddingops.status.StatusComputer;
import io.embeddingops.status.Verdict;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
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
    private final Downloads downloads;
    private final PodAnnotations annotations;
    private final Replacements replacements;
    private final Clock clock;
    private final Pacing pacing;
    private final KubernetesClient client;
    private final WriteSlots slots;
    private final MeterRegistry metrics;
    private final KindInformers informers;
    private Children children;
    private Observer observer;
    private Records records;
    private Transitions transitions;
    private Fallbacks fallbacks;
    private FinalStatus finalStatus;
    private Failures failures;

    /**
     * Creates a reconciler.
     *
     * @param client for writes: its requests are not repeated
     */
    EmbeddingServiceReconciler(
            Kinds kinds,
            Planner planner,
            Reporter reporter,
            Verification verification,
            Downloads downloads,
            PodAnnotations annotations,
            Clock clock,
            Pacing pacing,
            KubernetesClient client,
            WriteSlots slots,
            MeterRegistry metrics) {
        this.kinds = kinds;
        this.informers = new KindInformers(kinds);
        this.planner = planner;
        this.reporter = reporter;
        this.verification = verification;
        this.downloads = downloads;
        this.annotations = annotations;
        this.replacements = new Replacements(clock, verification::isServed);
        this.clock = clock;
        this.pacing = pacing;
        this.client = client;
        this.slots = slots;
        this.metrics = metrics;
    }

    @Override
    public List<EventSource<?, EmbeddingService>> prepareEventSources(EventSourceContext<EmbeddingService> context) {
        var services = context.getPrimaryCache();
        reporter.count(services);
        failures = new Failures(pacing, System::nanoTime, services, metrics);
        var waiter = new CrdWaiter(pacing.lookAgain(), id -> services.get(id).isPresent());
        children = new Children(kinds, informers, waiter, client, slots);
        observer = new Observer(children, downloads, clock);
        records = new Records(planner, children, verification::isServed);
        transitions = new Transitions(
                records, children, observer, verification, new Move(new PerService<>(verification::isServed)));
        fallbacks = new Fallbacks(records, children, observer, verification, pacing.fallbackStay());
        finalStatus = new FinalStatus(new ClientSettings(informers, client, slots), verification, failures, clock);
        return Stream.concat(
                        informers.eventSources(context),
                        Stream.of(
                                waiter,
                                verification.eventSource(informers, services),
                                downloads.eventSource(informers, services)))
                .toList();
    }

    @Override
    public UpdateControl<EmbeddingService> reconcile(EmbeddingService service, Context<EmbeddingService> context) {
        informers.beforePass();
        try {
            return pass(service, context);
        } catch (RuntimeException e) {
            return stopped(service, failures.of(service, e), context);
        }
    }

    private UpdateControl<EmbeddingService> pass(EmbeddingService service, Context<EmbeddingService> context) {
        var now = clock.instant();
        var decided = fallbacks.added(service, transitions.of(service, context, now), context, now);
        if (decided.rejection().isPresent()) {
            var verdict = Verdict.invalid(decided.rejection().get());
            report(service, Optional.empty(), verdict, context);
            return UpdateControl.noUpdate();
        }
        var layout = decided.layout().orElseThrow();
        var plan = layout.serving();
        var pause = failures.pause(service);
        if (pause.isPresent()) {
            return stopped(service, pause.get(), context);
        }
        if (isScaleDown(service, plan)) {
            annotations.beforeScaleDown(plan, observer.front(service, plan.servers(), context));
        }
        var missing = failures.judged(service, children.apply(service, layout, context));
        layout.gone().forEach(servers -> remove(service, servers));
        var groups = observer.observe(service, layout, context);
        var judgements = verification.of(service, layout, groups);
        var seen = groups.serving()
                .withMissing(missing)
                .withClosed(judgements.serving().filter(Judgement::closed).isPresent())
                .withBeside(groups.beside(layout, judgements))
                .withFallback(groups.fallback(layout, judgements));
        var done = finalStatus.of(service, layout, seen, judgements, context);
        reporter.report(service, Optional.of(plan), done.status(), context);
        if (Reporter.isNewGeneration(service)) {
            reportDropped(service, plan);
            layout.fallback()
                    .ifPresent(servers ->
                            reporter.warn(service, planner.fallbackWarnings(service, servers.plan()).stream()));
        }
        var spoiled = judgements
                .serving()
                .filter(found -> plan.verification().enforced())
                .map(Judgement::evictionCandidates)
                .orElse(Set.of());
        var replaced = replacements.replace(service, plan, seen, spoiled, verification.isolated(), client);
        replaced.event().ifPresent(transition -> reporter.publish(service, transition));
        var tryAgain = failures.applied(service, done.lacking());
        var unmarked =
                annotations.afterLoading(plan, seen) ? Optional.<Duration>empty() : Optional.of(pacing.lookAgain());
        var lookAgain = seen.anyStarting() ? Optional.of(pacing.lookAgain()) : replaced.requeueAfter();
        var recordRevision =
                isNewDownload(service, done.status()) ? Optional.of(pacing.lookSoon()) : Optional.<Duration>empty();
        return requeue(Stream.of(
                        lookAgain,
                        tryAgain,
                        unmarked,
                        recordRevision,
                        layout.again(seen.now(), pacing.move()),
                        untilDeadline(plan, seen))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder()));
    }

    private void remove(EmbeddingService service, String servers) {
        records.forget(service, servers);
        children.remove(service, servers);
    }

    /** Only bugs of the operator get here. */
    @Override
    public ErrorStatusUpdateControl<EmbeddingService> updateErrorStatus(
            EmbeddingService service, Context<EmbeddingService> context, Exception error) {
        var verdict = Verdict.internalError(InternalErrorException.idOf(error));
        stopped(service, new Failures.Outcome(Optional.of(verdict), Optional.empty()), context);
        return ErrorStatusUpdateControl.noStatusUpdate();
    }

    private void reportDropped(EmbeddingService service, Plan plan) {
        children.deployment(service, plan.servers())
                .map(deployment -> DroppedFields.warnings(
                        service.getSpec(),
                        ServerDeployment.build(plan).getSpec().getTemplate().getSpec(),
                        deployment.getSpec().getTemplate().getSpec()))
                .ifPresent(warnings -> reporter.warn(service, warnings.stream()));
    }

    /** Reports why the service was not applied. A status that cannot be written either is tried again with the service. */
    private UpdateControl<EmbeddingService> stopped(
            EmbeddingService service, Failures.Outcome outcome, Context<EmbeddingService> context) {
        try {
            outcome.verdict().ifPresent(why -> report(service, planned(service), why, context));
        } catch (RuntimeException e) {
            return requeue(failures.of(service, e).retry());
        }
        return requeue(outcome.retry());
    }

    private void report(EmbeddingService service, Optional<Plan> plan, Verdict why, Context<EmbeddingService> context) {
        var status = StatusComputer.stopped(
                service, plan, why, observer.front(service, transitions.serving(service), context), clock.instant());
        reporter.report(service, plan, status, context);
    }

    /**
     * Whether the next pass has to hand on the revision of a download to later ones, or make its volume larger: a change of the
     * status triggers none.
     */
    private static boolean isNewDownload(EmbeddingService service, EmbeddingServiceStatus status) {
        return !downloaded(Optional.ofNullable(service.getStatus())).equals(downloaded(Optional.of(status)));
    }

    private static List<List<Object>> downloaded(Optional<EmbeddingServiceStatus> status) {
        var candidate = status.map(EmbeddingServiceStatus::vectorSpace)
                .map(VectorSpaceStatus::candidate)
                .map(CandidateStatus::model);
        return Stream.of(status.map(EmbeddingServiceStatus::model), candidate)
                .flatMap(Optional::stream)
                .map(model -> Arrays.<Object>asList(model.source(), model.revision(), model.size()))
                .toList();
    }

    /** No event triggers a pass when a deadline passes. One second more, since times are stored in whole seconds. */
    private static Optional<Duration> untilDeadline(Plan plan, Observation seen) {
        return Deadlines.next(plan, seen)
                .map(deadline -> Duration.between(seen.now(), deadline).plusSeconds(1));
    }

    /** The plan, if there is one; a bug in planning is reported like any other. */
    private Optional<Plan> planned(EmbeddingService service) {
        try {
            return transitions.planned(service);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static UpdateControl<EmbeddingService> requeue(Optional<Duration> pause) {
        return pause.map(UpdateControl.<EmbeddingService>noUpdate()::rescheduleAfter)
                .orElseGet(UpdateControl::noUpdate);
    }

    private boolean isScaleDown(EmbeddingService service, Plan plan) {
        return children.deployment(service, plan.servers())
                .filter(deployment -> deployment.getSpec().getReplicas() > plan.replicas())
                .isPresent();
    }
}
