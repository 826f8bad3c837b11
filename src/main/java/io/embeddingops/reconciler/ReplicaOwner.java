package io.embeddingops.reconciler;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Map;

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
                .anyMatch(ReplicaOwner::ownsReplicas);
    }

    private static boolean claims(ManagedFieldsEntry entry) {
        return "Apply".equals(entry.getOperation())
                || "scale".equals(entry.getSubresource()) && AUTOSCALER.equals(entry.getManager());
    }

    private static boolean ownsReplicas(ManagedFieldsEntry entry) {
        return entry.getFieldsV1() != null
                && entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
                && spec.containsKey("f:replicas");
    }
}
