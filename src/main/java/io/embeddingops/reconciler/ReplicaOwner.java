package io.embeddingops.reconciler;

import io.embeddingops.status.AppliedReplicas;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.Deployment;

/**
 * Detects whether another field manager owns a Deployment's replicas: whoever applied the field server-side, or the
 * HorizontalPodAutoscaler, which runs in kube-controller-manager. A manual edit is not ownership and is reverted.
 */
final class ReplicaOwner {

    private static final String AUTOSCALER = "kube-controller-manager";

    private ReplicaOwner() {}

    static boolean elsewhere(Deployment deployment) {
        return deployment.getMetadata().getManagedFields().stream()
                .filter(entry -> !FieldManager.NAME.equals(entry.getManager()))
                .filter(ReplicaOwner::claims)
                .anyMatch(AppliedReplicas::ownedBy);
    }

    private static boolean claims(ManagedFieldsEntry entry) {
        return "Apply".equals(entry.getOperation())
                || "scale".equals(entry.getSubresource()) && AUTOSCALER.equals(entry.getManager());
    }
}
