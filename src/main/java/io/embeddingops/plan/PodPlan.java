package io.embeddingops.plan;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodResourceClaim;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The server's pod.
 *
 * @param terminationGracePeriodSeconds seconds until a terminating pod is killed, more than its preStop sleep of 5
 * @param doNotDisruptWhileLoading whether Karpenter leaves the node alone until the pod has been ready once
 * @param securityContext the operator's defaults, overridden by the user's fields
 */
@RecordBuilder
public record PodPlan(
        Map<String, String> labels,
        Map<String, String> annotations,
        Map<String, String> nodeSelector,
        List<Toleration> tolerations,
        Optional<Affinity> affinity,
        List<TopologySpreadConstraint> topologySpreadConstraints,
        Optional<String> runtimeClassName,
        Optional<String> priorityClassName,
        Optional<String> schedulerName,
        Optional<String> serviceAccountName,
        List<LocalObjectReference> imagePullSecrets,
        PodSecurityContext securityContext,
        long terminationGracePeriodSeconds,
        boolean doNotDisruptWhileLoading,
        List<Volume> volumes,
        List<PodResourceClaim> resourceClaims) {

    public PodPlan {
        labels = Sorted.copyOf(labels);
        annotations = Sorted.copyOf(annotations);
        nodeSelector = Sorted.copyOf(nodeSelector);
        tolerations = List.copyOf(tolerations);
        topologySpreadConstraints = List.copyOf(topologySpreadConstraints);
        imagePullSecrets = List.copyOf(imagePullSecrets);
        volumes = List.copyOf(volumes);
        resourceClaims = List.copyOf(resourceClaims);
    }
}
