package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.embeddingops.api.schema.ListTypes;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/** Servers without a GPU that serve while no other server of the service is available. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = ListTypes.class, input = "extraArgs=atomic tolerations=atomic")
@ValidationRule(
        value = "!has(self.device) || self.device == 'cpu'",
        message = "spec.fallback.device " + Messages.FALLBACK_DEVICE,
        fieldPath = ".device")
@RecordBuilder
public record FallbackSpec(
        @Default("cpu") @JsonPropertyDescription("Where the model runs: cpu, the default and the only value.")
        Device device,

        @Min(1) @Max(1000) @JsonPropertyDescription("Number of servers, 1 to 1000, default 1.")
        Integer replicas,

        @JsonPropertyDescription("Standby (default): the servers always run, so that they can serve at once. OnDemand:"
                + " they are started when they are needed, and stopped 5 minutes after they were needed last.")
        FallbackMode mode,

        @Min(0)
        @Max(3600)
        @JsonPropertyDescription(
                "Seconds without an available server of the service after which the fallback serves, or"
                        + " with mode OnDemand is started. 0 to 3600, default 30.")
        Integer afterSeconds,

        @Size(min = 1, max = 512)
        @JsonPropertyDescription("Container image with SGLang for CPU. Its repository must be allowed by the operator's"
                + " --allowed-image-prefixes. Default: with spec.device cpu that of the service; otherwise the operator's"
                + " image for CPU. 1 to 512 characters.")
        String image,

        @JsonPropertyDescription("CPU and memory requests and limits of the container. Default: with spec.device cpu"
                + " spec.server.resources; otherwise none.")
        ResourceRequirements resources,

        @Size(max = 128)
        @JsonPropertyDescription("Additional flags for `sglang serve`, as in spec.server.extraArgs. Default: with"
                + " spec.device cpu spec.server.extraArgs; otherwise none. At most 128 items.")
        List<@Size(max = 4096) String> extraArgs,

        @Size(max = 64)
        @JsonPropertyDescription("Labels that a node must have to run the pods. Default: with spec.device cpu"
                + " spec.pod.nodeSelector; otherwise none. At most 64.")
        Map<String, String> nodeSelector,

        @Size(max = 64)
        @JsonPropertyDescription("Taints that the pods tolerate. Default: with spec.device cpu spec.pod.tolerations;"
                + " otherwise none. At most 64.")
        List<Toleration> tolerations,

        @JsonPropertyDescription("Affinity and anti-affinity of the pods. Default: with spec.device cpu"
                + " spec.pod.affinity; otherwise none.")
        Affinity affinity) {

    public static final FallbackSpec EMPTY = FallbackSpecBuilder.builder().build();
}
