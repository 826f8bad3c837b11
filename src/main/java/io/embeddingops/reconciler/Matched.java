package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which objects have been found to be as wanted, since to find that out costs a hundred times as much as to
 * see that neither side has changed.
 */
final class Matched {

    private final Map<ResourceID, Sides> known = new ConcurrentHashMap<>();

    /**
     * What decides over both sides.
     *
     * @param uid of the service
     * @param spec the generation of the service, of which a plan is made
     * @param replicasElsewhere what a plan depends on besides
     * @param object what of the object can differ from what is wanted
     */
    private record Sides(String uid, Long spec, boolean replicasElsewhere, List<Object> object) {}

    /** Whether it was found to be as wanted, and neither side has changed since. */
    boolean still(EmbeddingService service, Plan plan, HasMetadata object) {
        return sides(service, plan, object).equals(known.get(ResourceID.fromResource(object)));
    }

    /** It has been found to be as wanted. */
    void note(EmbeddingService service, Plan plan, HasMetadata object) {
        known.put(ResourceID.fromResource(object), sides(service, plan, object));
    }

    /** It is gone. */
    void forget(HasMetadata object) {
        known.remove(ResourceID.fromResource(object));
    }

    private static Sides sides(EmbeddingService service, Plan plan, HasMetadata object) {
        return new Sides(
                service.getMetadata().getUid(),
                service.getMetadata().getGeneration(),
                plan.replicasElsewhere(),
                state(object));
    }

    /** A generation stands for the spec; objects without one have no status either that often changes. */
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
