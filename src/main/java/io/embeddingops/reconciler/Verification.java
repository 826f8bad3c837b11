package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.guard.FallbackVectors;
import io.embeddingops.guard.Guard;
import io.embeddingops.guard.Judgement;
import io.embeddingops.guard.NetworkRemedy;
import io.embeddingops.guard.PodVerification;
import io.embeddingops.guard.SideBySide;
import io.embeddingops.guard.VectorSpaceState;
import io.embeddingops.guard.VectorSpaces;
import io.embeddingops.guard.Verified;
import io.embeddingops.health.Endpoints;
import io.embeddingops.health.Prober;
import io.embeddingops.health.ServiceKey;
import io.embeddingops.health.Target;
import io.embeddingops.health.VerificationHistory;
import io.embeddingops.plan.Plan;
import io.embeddingops.reconciler.events.ProbeEvents;
import io.embeddingops.status.Observation;
import io.embeddingops.status.PodView;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Verifies a service's pods, stores their vectors and sets their readiness gates. */
final class Verification {

    private final ProbeEvents events;
    private final Prober prober;
    private final KubernetesClient client;
    private final Clock clock;
    private final ReadinessGates gates;
    private volatile VectorSpaceMaps maps;
    private volatile KindInformer<Pod> pods;
    private volatile ResourceCache<EmbeddingService> services;

    Verification(Endpoints endpoints, int concurrency, KubernetesClient client, MeterRegistry metrics, Clock clock) {
        this.client = client;
        this.prober = new Prober(endpoints, concurrency, this::isThere, service -> events().trigger(service), metrics);
        this.events = new ProbeEvents("Verification", prober::close);
        this.clock = clock;
        this.gates = new ReadinessGates(clock);
    }

    /** The event source that triggers a reconcile when a verification has a new result. */
    EventSource<?, EmbeddingService> eventSource(KindInformers informers, ResourceCache<EmbeddingService> primaries) {
        pods = informers.of(Pod.class);
        maps = new VectorSpaceMaps(informers.of(ConfigMap.class), client);
        services = primaries;
        return events;
    }

    /** The stored vectors of a service, and those that its spec names. */
    VectorSpaceState known(EmbeddingService service, Plan plan) {
        return maps.known(service, plan.verification());
    }

    /** Judges servers that are not held to the vectors in use, by what is known of them. */
    Judgement apart(EmbeddingService service, Plan plan, Observation seen, VectorSpaces stored) {
        // until then the newest pods that are known may be those of an earlier spec
        var standings = seen.hasNewestPods() ? standings(key(service), seen) : List.<PodVerification>of();
        return Guard.apart(plan.verification(), stored, standings, clock.instant());
    }

    /**
     * Whether the ready servers of spec.fallback return the vectors in use.
     *
     * @param serving whether they serve already
     */
    boolean areRight(EmbeddingService service, Plan plan, Observation seen, VectorSpaceState known, boolean serving) {
        var ready =
                seen.pods().stream().filter(PodView::ready).map(PodView::name).collect(Collectors.toSet());
        var standings = standings(key(service), seen).stream()
                .filter(pod -> ready.contains(pod.pod()))
                .toList();
        return FallbackVectors.areRight(plan.verification(), known, standings, serving);
    }

    /**
     * The judgements, after the vectors were stored and the readiness gates were set.
     */
    Judgements of(EmbeddingService service, Layout layout, Observer.Groups groups) {
        var seen = groups.serving();
        var besides = groups.beside();
        var key = key(service);
        var plan = layout.serving();
        var beside = layout.beside();
        if (!plan.verification().on()) {
            prober.watch(key, List.of());
            return Judgements.NONE;
        }
        prober.watch(
                key,
                Stream.of(
                                targets(plan, seen),
                                beside.stream().flatMap(group -> targets(group.plan(), besides.orElseThrow())),
                                layout.fallback().stream()
                                        .flatMap(group -> targets(
                                                group.plan(), groups.fallback().orElseThrow())))
                        .flatMap(targets -> targets)
                        .toList());
        var known = maps.known(service, plan.verification());
        var apart = beside.map(group -> apart(service, group.plan(), besides.orElseThrow(), known.spaces()));
        var judgement = plan.verification().transition().sideBySide() && known.binding()
                ? SideBySide.judge(
                        plan.verification(),
                        known,
                        plan.flipped(),
                        standings(key, seen),
                        new SideBySide.Others(
                                beside.filter(Layout.BesidePlan::isCandidate).isPresent(),
                                apart.flatMap(found -> found.spaces().inUse()).map(VectorSpaces.InUse::vectors),
                                layout.renewed()),
                        clock.instant())
                : Guard.judge(plan.verification(), known, standings(key, seen), clock.instant());
        var fallback = layout.fallback()
                .map(group -> FallbackVectors.judge(
                        group.plan().verification(),
                        known.with(judgement.spaces()),
                        standings(key, groups.fallback().orElseThrow()),
                        clock.instant()));
        var lost = known.problem().isPresent()
                ? Optional.<Verified>empty()
                : maps.keep(service, known.spaces(), judgement.spaces());
        if (lost.isPresent()) {
            return new Judgements(lost.map(judgement::with), apart, fallback);
        }
        openGates(key, plan, seen, judgement);
        beside.ifPresent(group -> openGates(key, group.plan(), besides.orElseThrow(), apart.orElseThrow()));
        fallback.ifPresent(found -> openGates(
                key, layout.fallback().orElseThrow().plan(), groups.fallback().orElseThrow(), found));
        return new Judgements(Optional.of(NetworkRemedy.explain(plan, judgement)), apart, fallback);
    }

    private void openGates(ServiceKey key, Plan plan, Observation seen, Judgement judgement) {
        if (plan.verification().enforced()) {
            seen.pods()
                    .forEach(pod -> gates.set(
                            pod,
                            Optional.ofNullable(judgement.pods().get(pod.name())),
                            prober.history(key, pod.uid())
                                    .map(VerificationHistory::failures)
                                    .orElse(0),
                            client));
        }
    }

    private static Stream<Target> targets(Plan plan, Observation seen) {
        return seen.pods().stream().filter(PodView::serving).map(pod -> ServerTarget.of(plan, pod));
    }

    private List<PodVerification> standings(ServiceKey key, Observation seen) {
        return seen.pods().stream()
                .map(pod -> standing(
                        pod, seen.isCurrent(pod), pod.serving() ? prober.history(key, pod.uid()) : Optional.empty()))
                .toList();
    }

    private static ServiceKey key(EmbeddingService service) {
        return new ServiceKey(
                service.getMetadata().getNamespace(), service.getMetadata().getName());
    }

    /** The CA of the certificates of the service's servers in PEM form, if a verification has read it. */
    Optional<String> ca(EmbeddingService service) {
        return prober.ca(key(service));
    }

    /** Whether no server of any service can be reached: then the operator's own network is the likely cause. */
    boolean isolated() {
        return prober.allUnreachable();
    }

    /** Whether that service exists. */
    boolean isServed(ResourceID service) {
        return services.get(service).isPresent();
    }

    private boolean isThere(Target target) {
        if (!isServed(new ResourceID(target.service().name(), target.service().namespace()))) {
            maps.forget(target.service());
            return false;
        }
        return pods.get(new ResourceID(target.pod(), target.service().namespace()))
                .filter(pod -> target.uid().equals(pod.getMetadata().getUid()))
                .isPresent();
    }

    private ProbeEvents events() {
        return events;
    }

    private static PodVerification standing(PodView pod, boolean current, Optional<VerificationHistory> track) {
        return new PodVerification(
                pod.name(),
                current,
                pod.serving(),
                track.flatMap(VerificationHistory::report),
                track.map(VerificationHistory::failures).orElse(0),
                track.filter(VerificationHistory::passedBefore).isPresent());
    }
}
