package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.FallbackStatus;
import io.embeddingops.plan.FallbackService;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Rejection;
import io.embeddingops.resources.Labels;
import io.embeddingops.status.Observation;
import io.embeddingops.status.PodView;
import io.embeddingops.transition.FallbackDecision;
import io.embeddingops.transition.FallbackFacts;
import io.embeddingops.transition.FallbackFactsBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Decides whether the servers of spec.fallback run and serve in a pass. */
final class Fallbacks {

    private final Records records;
    private final Children children;
    private final Observer observer;
    private final Verification verification;
    private final Duration stay;

    /**
     * Creates it.
     *
     * @param stay how long servers with mode OnDemand stay after they were needed last
     */
    Fallbacks(Records records, Children children, Observer observer, Verification verification, Duration stay) {
        this.records = records;
        this.children = children;
        this.observer = observer;
        this.verification = verification;
        this.stay = stay;
    }

    /** The same with the servers of spec.fallback, if the spec asks for them. */
    Transitions.Result added(
            EmbeddingService service, Transitions.Result decided, Context<EmbeddingService> context, Instant now) {
        if (decided.layout().isEmpty()) {
            return decided;
        }
        var layout = decided.layout().get();
        var servers = FallbackService.servers(service.getMetadata().getName());
        var planned = records.fallback(service, layout.serving(), servers);
        if (planned.isEmpty()) {
            return decided;
        } else if (planned.get() instanceof Rejection rejection) {
            return new Transitions.Result(Optional.empty(), Optional.of(rejection));
        }
        var plan = (Plan) planned.get();
        var decision = FallbackDecision.of(
                layout.serving().fallback().orElseThrow(), facts(service, layout.serving(), plan, context, now), stay);
        var group = new Layout.FallbackServers(plan.withReplicas(decision.replicas()), decision);
        return new Transitions.Result(Optional.of(layout.with(group)), Optional.empty());
    }

    private FallbackFacts facts(
            EmbeddingService service, Plan serving, Plan plan, Context<EmbeddingService> context, Instant now) {
        var known = verification.known(service, serving);
        var seen = observer.group(service, plan.servers(), context);
        var selected = isSelected(service, plan.servers());
        return FallbackFactsBuilder.builder()
                .replicas(serving.replicas())
                .ready(ready(observer.group(service, serving.servers(), context)))
                .vectorsKnown(
                        known.problem().isEmpty() && known.spaces().inUse().isPresent())
                .fallbackReplicas(replicas(seen))
                .fallbackReady(ready(seen))
                .fallbackRight(verification.areRight(service, plan, seen, known, selected))
                .serving(selected)
                .unavailableSince(before(service, FallbackStatus::unavailableSince))
                .until(before(service, FallbackStatus::until))
                .now(now)
                .build();
    }

    private static int ready(Observation seen) {
        return (int) seen.pods().stream().filter(PodView::ready).count();
    }

    private static int replicas(Observation seen) {
        return seen.deployment()
                .map(Deployment::getSpec)
                .map(spec -> Optional.ofNullable(spec.getReplicas()).orElse(1))
                .orElse(0);
    }

    private boolean isSelected(EmbeddingService service, String servers) {
        return children.service(service)
                .map(found -> found.getSpec().getSelector())
                .filter(selector -> servers.equals(selector.get(Labels.SERVICE)))
                .isPresent();
    }

    private static Optional<Instant> before(EmbeddingService service, Function<FallbackStatus, String> field) {
        return Optional.ofNullable(service.getStatus())
                .map(EmbeddingServiceStatus::fallback)
                .map(field)
                .flatMap(StoredTime::parse);
    }
}
