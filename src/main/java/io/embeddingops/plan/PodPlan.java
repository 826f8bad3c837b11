package io.embeddingops.plan;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pod around the server.
 *
 * @param terminationGracePeriodSeconds seconds a pod may take to end, more than the 5 of its preStop sleep
 * @param securityContext the operator's defaults with the user's fields over them
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
        List<Volume> volumes) {

    public PodPlan {
        labels = Sorted.copyOf(labels);
        annotations = Sorted.copyOf(annotations);
        nodeSelector = Sorted.copyOf(nodeSelector);
        tolerations = List.copyOf(tolerations);
        topologySpreadConstraints = List.copyOf(topologySpreadConstraints);
        imagePullSecrets = List.copyOf(imagePullSecrets);
        volumes = List.copyOf(volumes);
    }
}
