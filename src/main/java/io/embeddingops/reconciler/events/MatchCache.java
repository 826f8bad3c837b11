package io.embeddingops.reconciler.events;

import io.embeddingops.api.v1alpha1.AutoscalingEngine;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.kinds.Changes;
import io.embeddingops.plan.AutoscalingPlan;
import io.embeddingops.plan.DownloadPlan;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which objects match their plan. A comparison costs a hundred times as much as checking whether either side has
 * changed, and an object that the API server stores in another form than it was applied in would never compare equal.
 */
public final class MatchCache {

    private final Map<ResourceID, Sides> matched = new ConcurrentHashMap<>();

    /**
     * What both sides depend on.
     *
     * @param uid of the service
     * @param generation of the service, from whose spec the plan is made
     * @param replicasElsewhere whether another field manager owns the replicas
     * @param replicas the number of replicas in the plan
     * @param engine what scales; its default depends on whether the cluster has KEDA
     * @param download what the plan takes from the status: the revision of the model, and the size of its volume
     * @param servers which servers these are, which ones the Service selects, since when, and which are beside it
     * @param spec stands for the spec that the servers are made of, which may be an earlier one
     * @param object the state of the object
     */
    private record Sides(
            String uid,
            Long generation,
            boolean replicasElsewhere,
            int replicas,
            Optional<AutoscalingEngine> engine,
            List<Object> download,
            List<Object> servers,
            int spec,
            List<Object> object) {}

    /** Whether the object matched, and neither side has changed since. */
    public boolean matches(EmbeddingService service, Plan plan, HasMetadata object) {
        return sides(service, plan, object).equals(matched.get(ResourceID.fromResource(object)));
    }

    /** Records that the object matches the plan: it was compared, or it is the response to an apply. */
    public void put(EmbeddingService service, Plan plan, HasMetadata object) {
        matched.put(ResourceID.fromResource(object), sides(service, plan, object));
    }

    /** Forgets a deleted object. */
    public void remove(HasMetadata object) {
        matched.remove(ResourceID.fromResource(object));
    }

    private static Sides sides(EmbeddingService service, Plan plan, HasMetadata object) {
        return new Sides(
                service.getMetadata().getUid(),
                service.getMetadata().getGeneration(),
                plan.replicasElsewhere(),
                plan.replicas(),
                plan.autoscaling().map(AutoscalingPlan::engine),
                download(plan),
                List.of(plan.servers(), plan.backend(), plan.flipped(), plan.next()),
                plan.spec().hashCode(),
                state(object));
    }

    private static List<Object> download(Plan plan) {
        return DownloadPlan.of(plan)
                .map(download -> List.<Object>of(download.pin(), download.cache()))
                .orElse(List.of());
    }

    /** The generation stands for the spec. Autoscalers have none and a status that changes often, but that triggers no pass. */
    private static List<Object> state(HasMetadata object) {
        var metadata = object.getMetadata();
        return metadata.getGeneration() == null
                ? Arrays.asList(metadata.getUid(), metadata.getResourceVersion())
                : Changes.applied(metadata);
    }
}
