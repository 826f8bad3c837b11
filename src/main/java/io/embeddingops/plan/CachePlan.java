package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.CacheAccessMode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Optional;

/** Where a downloaded model is kept. */
public sealed interface CachePlan {

    /** The pod's own disk; without sizeLimit as much as the node has. */
    record PodDisk(Optional<Quantity> sizeLimit) implements CachePlan {}

    /** A PersistentVolumeClaim of the user. */
    record SharedClaim(String claimName) implements CachePlan {}

    /**
     * A PersistentVolumeClaim of the operator.
     *
     * @param storageClassName empty for the cluster's own
     * @param keep whether it stays when the service is deleted
     */
    record OwnVolume(Quantity size, Optional<String> storageClassName, List<CacheAccessMode> accessModes, boolean keep)
            implements CachePlan {

        public OwnVolume {
            accessModes = List.copyOf(accessModes);
        }
    }
}
