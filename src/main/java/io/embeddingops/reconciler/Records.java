package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.plan.OperatorDefaults;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.PlanResult;
import io.embeddingops.plan.Planner;
import io.embeddingops.plan.SpecRecord;
import io.embeddingops.resources.DefaultsRecord;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Plans servers from what is recorded in their Deployment. During a transition the last version of a Deployment is kept in
 * memory, so that one that was deleted by hand is made again.
 */
final class Records {

    private final Planner planner;
    private final Children children;
    private final PerService<Map<String, Deployment>> last;

    Records(Planner planner, Children children, Predicate<ResourceID> exists) {
        this.planner = planner;
        this.children = children;
        this.last = new PerService<>(exists);
    }

    /** The servers' Deployment, or its last version if it was deleted during a transition. */
    Optional<Deployment> deployment(EmbeddingService service, String servers) {
        return children.deployment(service, servers)
                .or(() -> Optional.ofNullable(known(service).get(servers)));
    }

    /** Keeps the present versions of Deployments. */
    void remember(EmbeddingService service, String... servers) {
        var known = new ConcurrentHashMap<String, Deployment>(known(service));
        for (var name : servers) {
            children.deployment(service, name).ifPresent(found -> known.put(name, found));
        }
        last.put(service, known);
    }

    /** Forgets a Deployment that is no longer wanted. */
    void forget(EmbeddingService service, String servers) {
        last.get(service).ifPresent(known -> known.remove(servers));
    }

    /** Plans the current spec for servers of that name. */
    PlanResult current(EmbeddingService service, Optional<Deployment> deployment) {
        return planner.plan(service, madeWith(service, deployment));
    }

    /** Plans servers as they were made, with all else of the current spec; empty if nothing is recorded. */
    Optional<PlanResult> recorded(EmbeddingService service, Deployment deployment) {
        return Optional.ofNullable(deployment.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(SpecRecord.ANNOTATION))
                .flatMap(record -> made(service, record))
                .map(made -> planner.plan(made, madeWith(service, Optional.of(deployment))));
    }

    /**
     * Plans the servers of spec.fallback as those that serve were made; empty without the field.
     *
     * @param servers their name
     */
    Optional<PlanResult> fallback(EmbeddingService service, Plan serving, String servers) {
        return planner.fallback(
                made(service, serving.spec()).orElse(service),
                madeWith(service, children.deployment(service, servers)));
    }

    /** The service with the recorded part of its spec. */
    private static Optional<EmbeddingService> made(EmbeddingService service, String record) {
        return SpecRecord.read(record, service.getSpec()).map(spec -> {
            var made = new EmbeddingService();
            made.setMetadata(service.getMetadata());
            made.setStatus(service.getStatus());
            made.setSpec(spec);
            return made;
        });
    }

    /** The same, empty also if the plan violates a rule. */
    Optional<Plan> plan(EmbeddingService service, Deployment deployment) {
        return recorded(service, deployment).filter(Plan.class::isInstance).map(Plan.class::cast);
    }

    /** The defaults recorded in the Deployment, or in the status if there is none. */
    private static Optional<OperatorDefaults> madeWith(EmbeddingService service, Optional<Deployment> deployment) {
        return deployment
                .flatMap(DefaultsRecord::of)
                .or(() -> Optional.ofNullable(service.getStatus())
                        .map(EmbeddingServiceStatus::defaults)
                        .flatMap(OperatorDefaults::of));
    }

    private Map<String, Deployment> known(EmbeddingService service) {
        return last.get(service)
                .filter(found -> found.values().stream().allMatch(deployment -> Owner.owns(service, deployment)))
                .orElse(Map.of());
    }
}
