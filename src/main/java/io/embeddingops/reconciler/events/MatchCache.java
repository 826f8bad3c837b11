package io.embeddingops.reconciler.events;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which objects are as their plan wants them. A comparison costs a hundred times as much as a look at whether
 * either side has changed, and what the API server stores in another form than it was applied in never compares equal.
 */
public final class MatchCache {

    private final Map<ResourceID, Sides> matched = new ConcurrentHashMap<>();

    /**
     * What both sides depend on.
     *
     * @param uid of the service
     * @param generation of the service, from whose spec the plan is made
     * @param replicas what else the plan depends on
     * @param object the state of the object
     */
    private record Sides(String uid, Long generation, boolean replicasElsewhere, int replicas, List<Object> object) {}

    /** Whether the object matched, and neither side has changed since. */
    public boolean matches(EmbeddingService service, Plan plan, HasMetadata object) {
        return sides(service, plan, object).equals(matched.get(ResourceID.fromResource(object)));
    }

    /** Records that the object is as the plan wants it: it was compared, or it is the answer to an apply. */
    public void put(EmbeddingService service, Plan plan, HasMetadata object) {
        matched.put(ResourceID.fromResource(object), sides(service, plan, object));
    }

    /** Forgets an object that is gone. */
    public void remove(HasMetadata object) {
        matched.remove(ResourceID.fromResource(object));
    }

    private static Sides sides(EmbeddingService service, Plan plan, HasMetadata object) {
        return new Sides(
                service.getMetadata().getUid(),
                service.getMetadata().getGeneration(),
                plan.replicasElsewhere(),
                plan.replicas(),
                state(object));
    }

    /** The generation stands for the spec. Kinds without one have no status either that changes often. */
    private static List<Object> state(HasMetadata object) {
        var metadata = object.getMetadata();
        return metadata.getGeneration() == null
                ? Arrays.asList(metadata.getUid(), metadata.getResourceVersion())
                : Arrays.asList(
                        metadata.getUid(),
                        metadata.getGeneration(),
                        metadata.getLabels(),
                        metadata.getAnnotations(),
                        metadata.getOwnerReferences());
    }
}
