package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.embeddingops.api.schema.ListTypes;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The container that runs SGLang. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(
        value = ListTypes.class,
        input = "extraArgs=atomic env=name envFrom=atomic volumeMounts=mountPath egressTo=atomic")
@ValidationRule(
        value = "(has(self.egress) && self.egress == 'Listed') || !has(self.egressTo) || self.egressTo.size() == 0",
        message = "spec.server.egressTo " + Messages.EGRESS_TO_UNUSED,
        fieldPath = ".egressTo")
@ValidationRule(
        value = "!has(self.egress) || self.egress != 'Listed' || has(self.egressTo) && self.egressTo.size() > 0",
        message = "spec.server.egressTo " + Messages.EGRESS_TO_MISSING,
        fieldPath = ".egressTo")
@RecordBuilder
public record ServerSpec(
        @Size(min = 1, max = 512)
        @JsonPropertyDescription("Container image with SGLang. Its repository must be allowed by the operator's"
                + " --allowed-image-prefixes. Default: the operator's image for the device and spec.gpu.vendor. Pin a version:"
                + " an engine upgrade can change the vectors. 1 to 512 characters.")
        String image,

        @JsonPropertyDescription("When the image is pulled: Always, IfNotPresent or Never. Default: that of Kubernetes"
                + " (Always for the tag latest, otherwise IfNotPresent).")
        ImagePullPolicy imagePullPolicy,

        @Size(max = 128)
        @JsonPropertyDescription("Additional flags for `sglang serve`, one list item per word. Flags that the operator"
                + " sets (such as --model-path, --port, --is-embedding) are refused. At most 128 items.")
        List<@Size(max = 4096) String> extraArgs,

        @Size(max = 256)
        @JsonPropertyDescription("Environment variables of the server. They override the operator's own variables,"
                + " except SGLANG_HEALTH_CHECK_TIMEOUT, PYTHONPATH and similar ones, which are refused. Secrets must"
                + " be listed in the operator's --allowed-secrets. At most 256.")
        List<EnvVar> env,

        @Size(max = 64)
        @JsonPropertyDescription(
                "ConfigMaps and Secrets whose keys become environment variables. Secrets must be listed"
                        + " in the operator's --allowed-secrets. At most 64.")
        List<EnvFromSource> envFrom,

        @JsonPropertyDescription("CPU and memory requests and limits of the container. GPUs are set with spec.gpu, or"
                + " with claims of spec.pod.resourceClaims, which request GPUs instead of an extended resource.")
        ResourceRequirements resources,

        @Size(max = 64) @JsonPropertyDescription("Mounts of the volumes in spec.pod.volumes. At most 64.")
        List<VolumeMount> volumeMounts,

        @JsonPropertyDescription("Security context of the container. Its fields override the operator's defaults one by"
                + " one (read-only root file system, no privilege escalation, all capabilities dropped)."
                + " Weakening the last two, or values beyond Pod Security level baseline, require the"
                + " operator's --allow-privileged.")
        SecurityContext securityContext,

        @JsonPropertyDescription("Maximum size of the memory-backed /dev/shm, a quantity such as 2Gi. It counts towards"
                + " the container's memory. Default 1Gi per GPU, at least 1Gi.")
        Quantity sharedMemorySize,

        @JsonPropertyDescription(
                "Allows SGLang to reuse computed prefixes (radix cache). Default false, because with it"
                        + " some models return different vectors for the same text while /health stays 200.")
        Boolean prefixCache,

        @JsonPropertyDescription("Which of SGLang's HTTP endpoints answer. Embeddings (default): /v1/embeddings,"
                + " /v1/models, /health, /health_generate, /ready, /metrics and /model_info; all others answer 404. All:"
                + " every endpoint of SGLang but the administrative ones, which replace the model or stop the server.")
        ReachableEndpoints endpoints,

        @Min(1)
        @Max(65536)
        @JsonPropertyDescription("Maximum number of texts in a request, 1 to 65536. Default 2048. Larger requests fail"
                + " with status 400.")
        Integer maxTextsPerRequest,

        @Min(1024)
        @Max(1073741824)
        @JsonPropertyDescription(
                "Maximum size of a request's body in bytes, 1024 to 1073741824. Default 16777216, which"
                        + " is 16 MiB. Larger requests fail with status 413.")
        Integer maxRequestBytes,

        @JsonPropertyDescription(
                "Whether requests may have a `priority`, -100 to 100. A text with a higher one is embedded before"
                        + " those with a lower one or none: send queries with a higher priority than documents. Default false:"
                        + " in the order of arrival.")
        Boolean priorityScheduling,

        @JsonPropertyDescription("What the pod may connect to, by a NetworkPolicy. None: nothing. Listed: only"
                + " spec.server.egressTo. Absent: no NetworkPolicy limits outgoing connections.")
        ServerEgress egress,

        @Size(max = 64)
        @JsonPropertyDescription(
                "What the pod may connect to with egress Listed, as egress rules of a NetworkPolicy: for"
                        + " example DNS, and the hub that the model is downloaded from. At most 64.")
        List<NetworkPolicyEgressRule> egressTo) {

    public static final ServerSpec EMPTY = ServerSpecBuilder.builder().build();
}
