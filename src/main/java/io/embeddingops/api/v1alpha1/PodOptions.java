package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.embeddingops.api.schema.ListTypes;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
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

/** Options of the server's pod; the fields have the meaning they have in a PodSpec. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(
        value = ListTypes.class,
        input = "tolerations=atomic topologySpreadConstraints=atomic imagePullSecrets=name volumes=name"
                + " resourceClaims=name")
@RecordBuilder
public record PodOptions(
        @Size(max = 64)
        @JsonPropertyDescription("Additional labels of the pods. The operator's own keys (app.kubernetes.io/name,"
                + " instance, component, managed-by and embeddingops.io/*) are refused. At most 64.")
        Map<String, String> labels,

        @Size(max = 64) @JsonPropertyDescription("Annotations of the pods. At most 64.")
        Map<String, String> annotations,

        @Size(max = 64) @JsonPropertyDescription("Labels that a node must have to run the pods. At most 64.")
        Map<String, String> nodeSelector,

        @Size(max = 64)
        @JsonPropertyDescription("Taints that the pods tolerate, in addition to the GPU's own taint. At most 64.")
        List<Toleration> tolerations,

        @JsonPropertyDescription("Affinity and anti-affinity of the pods.")
        Affinity affinity,

        @Size(max = 16)
        @JsonPropertyDescription("How replicas are spread over zones or nodes. A constraint without labelSelector"
                + " applies to the pods of this service. At most 16.")
        List<TopologySpreadConstraint> topologySpreadConstraints,

        @Pattern(Patterns.DNS_NAME)
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("RuntimeClass, for clusters where GPUs need one. Default: none.")
        String runtimeClassName,

        @Pattern(Patterns.DNS_NAME)
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("PriorityClass of the pods. Default: the cluster's own.")
        String priorityClassName,

        @Size(min = 1, max = 253) @JsonPropertyDescription("Scheduler of the pods. Default: the cluster's own.")
        String schedulerName,

        @Pattern(Patterns.DNS_NAME)
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("ServiceAccount of the pods. It must be listed in the operator's"
                + " --allowed-service-accounts. Its token is not mounted. Default: the default"
                + " ServiceAccount of the namespace.")
        String serviceAccountName,

        @Size(max = 16) @JsonPropertyDescription("Secrets with the credentials of the image registry. At most 16.")
        List<LocalObjectReference> imagePullSecrets,

        @JsonPropertyDescription("Security context of the pods. Its fields override the operator's defaults one by one"
                + " (seccompProfile RuntimeDefault). Values beyond Pod Security level baseline require the"
                + " operator's --allow-privileged.")
        PodSecurityContext securityContext,

        @Min(10)
        @Max(86400)
        @JsonPropertyDescription("Seconds that a terminating pod may take to finish its requests, 10 to 86400, default"
                + " 120. During the first 5 seconds it keeps serving, so that load balancers can remove"
                + " it.")
        Long terminationGracePeriodSeconds,

        @JsonPropertyDescription("Keeps Karpenter from removing the node of a server that loads its model: the pod has"
                + " the annotation karpenter.sh/do-not-disrupt until it has been ready once. Default false.")
        Boolean doNotDisruptWhileLoading,

        @Size(max = 64)
        @JsonPropertyDescription(
                "Additional volumes, mounted by spec.server.volumeMounts. The names model, shm, tmp and"
                        + " cache are reserved. A hostPath must be under a prefix listed in the operator's"
                        + " --allowed-host-paths; uncommon types must be listed in --allowed-volume-types. At most"
                        + " 64.")
        List<Volume> volumes,

        @Size(max = 64)
        @JsonPropertyDescription("Claims of Dynamic Resource Allocation, as in a PodSpec. The server uses those that"
                + " spec.server.resources.claims names. Requires Kubernetes 1.34, or the feature gate"
                + " DynamicResourceAllocation. At most 64.")
        List<PodResourceClaim> resourceClaims) {

    public static final PodOptions EMPTY = PodOptionsBuilder.builder().build();
}
