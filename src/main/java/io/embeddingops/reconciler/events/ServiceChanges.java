package io.embeddingops.reconciler.events;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.status.AppliedReplicas;
import java.util.Objects;

/** Changes of a service that trigger a reconcile. */
public final class ServiceChanges {

    private ServiceChanges() {}

    /**
     * Whether the spec has changed, for which the generation stands, the service is being deleted, or somebody else has begun or
     * ceased to apply the replicas that an autoscaler sets, which need not change their value.
     */
    public static boolean matter(EmbeddingService now, EmbeddingService before) {
        return !Objects.equals(
                        now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
                || now.getMetadata().getDeletionTimestamp() != null
                || isAutoscaled(now) && !AppliedReplicas.manager(now).equals(AppliedReplicas.manager(before));
    }

    private static boolean isAutoscaled(EmbeddingService service) {
        return service.getSpec() != null && service.getSpec().autoscaling() != null;
    }
}
