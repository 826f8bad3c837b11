package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/** Servers without a GPU that serve while no other server of the service is available. */
@JsonInclude(JsonInclude.Include.NON_NULL)
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

        @JsonPropertyDescription("Image of the servers. Default: with device cpu spec.server.image; otherwise the"
                + " operator's default image for CPU.")
        String image,

        @JsonPropertyDescription("Resources of the server container. Default: with device cpu those of spec.server;"
                + " otherwise none.")
        ResourceRequirements resources,

        @JsonPropertyDescription(
                "Further arguments for SGLang. Default: with device cpu those of spec.server;" + " otherwise none.")
        List<String> extraArgs,

        @JsonPropertyDescription("Labels of the nodes for the pods, instead of spec.pod.nodeSelector.")
        Map<String, String> nodeSelector,

        @JsonPropertyDescription("Tolerations of the pods, instead of spec.pod.tolerations.")
        List<Toleration> tolerations,

        @JsonPropertyDescription("Affinity of the pods, instead of spec.pod.affinity.")
        Affinity affinity) {

    public static final FallbackSpec EMPTY = FallbackSpecBuilder.builder().build();
}
