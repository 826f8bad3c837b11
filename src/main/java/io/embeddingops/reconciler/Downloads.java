package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.health.DownloadProbe;
import io.embeddingops.health.DownloadTarget;
import io.embeddingops.health.ProgressSource;
import io.embeddingops.health.ServiceKey;
import io.embeddingops.plan.Plan;
import io.embeddingops.reconciler.events.ProbeEvents;
import io.embeddingops.source.FetchProgress;
import io.embeddingops.status.FetchState;
import io.embeddingops.status.PodView;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Follows the downloads of a service's pods. No informer reports how far they are. */
final class Downloads {

    private final DownloadProbe probe;
    private final ProbeEvents events;
    private volatile KindInformer<Pod> pods;
    private volatile ResourceCache<EmbeddingService> services;

    Downloads(ProgressSource source, Duration interval, LongSupplier nanoTime) {
        this.probe = new DownloadProbe(source, interval, nanoTime, this::runs, service -> events().trigger(service));
        this.events = new ProbeEvents("Downloads", probe::close);
    }

    /** The event source that triggers a reconcile when a download has got further. */
    EventSource<?, EmbeddingService> eventSource(KindInformers informers, ResourceCache<EmbeddingService> primaries) {
        pods = informers.of(Pod.class);
        services = primaries;
        return events;
    }

    /** Follows the pods of a service that download now, and says how far they are, by pod UID. */
    Map<String, FetchProgress> follow(Plan plan, Stream<PodView> all) {
        var key = new ServiceKey(plan.namespace(), plan.name());
        return probe.watch(key, all.flatMap(pod -> target(key, pod).stream()).toList());
    }

    private static Optional<DownloadTarget> target(ServiceKey key, PodView pod) {
        return FetchState.of(pod.pod())
                .filter(fetch -> fetch.port().isPresent())
                .flatMap(fetch -> fetch.start()
                        .flatMap(start -> pod.address()
                                .map(address -> new DownloadTarget(
                                        key,
                                        pod.name(),
                                        pod.uid(),
                                        start,
                                        address,
                                        fetch.port().getAsInt()))));
    }

    private boolean runs(DownloadTarget target) {
        var namespace = target.service().namespace();
        return services.get(new ResourceID(target.service().name(), namespace)).isPresent()
                && pods.get(new ResourceID(target.pod(), namespace))
                        .filter(pod -> target.uid().equals(pod.getMetadata().getUid()))
                        .flatMap(FetchState::of)
                        .flatMap(FetchState::start)
                        .filter(target.start()::equals)
                        .isPresent();
    }

    private ProbeEvents events() {
        return events;
    }
}
