package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.plan.Plan;
import io.embeddingops.resources.Labels;
import io.embeddingops.status.Beside;
import io.embeddingops.status.Fallback;
import io.embeddingops.status.Observation;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/** Observes the groups of a service's servers in the informers' caches. */
final class Observer {

    private final Children children;
    private final Downloads downloads;
    private final Releases releases = new Releases();
    private final Clock clock;

    Observer(Children children, Downloads downloads, Clock clock) {
        this.children = children;
        this.downloads = downloads;
        this.clock = clock;
    }

    /**
     * What was observed of a service.
     *
     * @param serving the servers that serve, and what is in front of them
     * @param beside those beside them
     * @param fallback those of spec.fallback
     */
    record Groups(Observation serving, Optional<Observation> beside, Optional<Observation> fallback) {

        /** What the status says of the servers beside those that serve. */
        Optional<Beside> beside(Layout layout, Judgements judgements) {
            return layout.beside()
                    .map(group -> new Beside(
                            group.role(),
                            group.plan(),
                            beside.orElseThrow(),
                            judgements.beside(),
                            group.until(),
                            layout.moving()));
        }

        /** What the status says of the servers of spec.fallback. */
        Optional<Fallback> fallback(Layout layout, Judgements judgements) {
            return layout.fallback()
                    .map(servers -> new Fallback(
                            servers.plan(),
                            fallback.orElseThrow(),
                            judgements.fallback(),
                            servers.decision().serves(),
                            servers.decision().unavailableSince(),
                            servers.decision().until()));
        }
    }

    /** All groups, with how far their downloads are and why pods are not ready. */
    Groups observe(EmbeddingService service, Layout layout, Context<EmbeddingService> context) {
        var plan = layout.serving();
        var serving = front(service, plan.servers(), context);
        var beside = layout.beside().map(group -> group(service, group.plan().servers(), context));
        var fallback =
                layout.fallback().map(group -> group(service, group.plan().servers(), context));
        var progress = downloads.follow(
                plan,
                Stream.of(Optional.of(serving), beside, fallback)
                        .flatMap(Optional::stream)
                        .flatMap(found -> found.pods().stream()));
        return new Groups(
                explained(plan, serving.withDownloads(progress), context),
                beside.map(found ->
                        explained(layout.beside().orElseThrow().plan(), found.withDownloads(progress), context)),
                fallback.map(found ->
                        explained(layout.fallback().orElseThrow().plan(), found.withDownloads(progress), context)));
    }

    /** Servers of that name and what is in front of the service. */
    Observation front(EmbeddingService service, String servers, Context<EmbeddingService> context) {
        return group(service, servers, context)
                .withService(children.service(service))
                .withRoute(children.route(service))
                .withAutoscaler(children.autoscaler(service), children.scaledObject(service));
    }

    /** Servers of that name. */
    Observation group(EmbeddingService service, String servers, Context<EmbeddingService> context) {
        var pods = context.getSecondaryResources(Pod.class).stream()
                .filter(pod -> servers.equals(pod.getMetadata().getLabels().get(Labels.SERVICE)))
                .toList();
        var seen = Observation.of(children.deployment(service, servers), pods, clock.instant());
        return seen.withReleased(releases.of(
                new ResourceID(servers, service.getMetadata().getNamespace()),
                !seen.terminating().isEmpty(),
                seen.now()));
    }

    /** Adds the kubelet's Events where the status of a pod does not explain why it is not ready. */
    private static Observation explained(Plan plan, Observation seen, Context<EmbeddingService> context) {
        return seen.unexplained(plan)
                .map(pod -> seen.withEvents(KubeletEvents.of(pod, context.getClient())))
                .orElse(seen);
    }
}
