package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.embeddingops.api.read.SpecDeserializer;
import io.embeddingops.api.read.SpecProblem;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * What the user asks for. Absent fields are null here; the planner gives them their defaults.
 *
 * @param problems what could not be read, never null; only {@link SpecDeserializer} fills it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonDeserialize(using = SpecDeserializer.class)
@ValidationRule(value = "!(self.device == 'cpu' && has(self.gpu))", message = Messages.GPU_ON_CPU, fieldPath = ".gpu")
@RecordBuilder
public record EmbeddingServiceSpec(
        @Required @JsonPropertyDescription("The model to serve.")
        ModelSpec model,

        @Default("gpu")
        @JsonPropertyDescription("Where the model computes: gpu or cpu. Default gpu. It decides the image, the pod's"
                + " resources, the server's flags and the rollout's defaults.")
        Device device,

        @JsonPropertyDescription("GPUs of each replica. Only with device gpu.")
        GpuSpec gpu,

        @Default("30000")
        @Min(1)
        @Max(65535)
        @JsonPropertyDescription("TCP port of the server and of the Service, and so of the clients' base_url."
                + " 1 to 65535, default 30000.")
        Integer port,

        @SpecReplicas
        @Default("1")
        @Min(0)
        @Max(10000)
        @JsonPropertyDescription(
                "Number of servers wanted, 0 to 10000. Default 1. `kubectl scale` and autoscalers write it.")
        Integer replicas,

        @JsonPropertyDescription("The server's container.") ServerSpec server,

        @JsonPropertyDescription("The pod around the server: placement, identity, volumes.")
        PodOptions pod,

        @JsonPropertyDescription("How the server's health is checked and how long it may take.")
        HealthSpec health,

        @JsonPropertyDescription("The Service in front of the servers.")
        ServiceOptions service,

        @JsonPropertyDescription("How a change replaces running servers.")
        RolloutSpec rollout,

        @JsonPropertyDescription("How the embeddings themselves are verified; /health says nothing about them.")
        VerificationSpec verification,

        @JsonPropertyDescription("Which vectors the service is held to, so that they never change unnoticed.")
        VectorSpaceSpec vectorSpace,

        @JsonPropertyDescription(
                "What becomes of running pods when the operator's own defaults change, such as its image,"
                        + " by an upgrade or other flags. Pinned (default): they keep those that they were made with. Follow: they"
                        + " get the new ones, which may replace the pods. What the spec says is done at once with either.")
        UpgradePolicy upgradePolicy,

        @JsonIgnore List<SpecProblem> problems) {

    /** All fields absent. */
    public static final EmbeddingServiceSpec EMPTY =
            EmbeddingServiceSpecBuilder.builder().build();

    public EmbeddingServiceSpec {
        problems = problems == null ? List.of() : List.copyOf(problems);
    }

    /** The same spec with what its reader could not understand. */
    public EmbeddingServiceSpec withProblems(List<SpecProblem> found) {
        return EmbeddingServiceSpecBuilder.builder(this).problems(found).build();
    }
}
