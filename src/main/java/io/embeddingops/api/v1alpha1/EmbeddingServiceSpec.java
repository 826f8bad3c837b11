package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.embeddingops.api.read.SpecDeserializer;
import io.embeddingops.api.read.SpecProblem;
import io.embeddingops.api.schema.QuantityPatterns;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * The desired state of a service. Absent fields are null; the planner applies the defaults.
 *
 * @param problems fields that could not be read, never null; set only by {@link SpecDeserializer}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonDeserialize(using = SpecDeserializer.class)
@SchemaCustomizer(QuantityPatterns.class)
@ValidationRule(value = "!(self.device == 'cpu' && has(self.gpu))", message = Messages.GPU_ON_CPU, fieldPath = ".gpu")
@ValidationRule(
        value =
                "!has(self.vectorSpace) || !has(self.vectorSpace.transition) || self.vectorSpace.transition != 'SideBySide'"
                        + " || !has(self.verification) || !has(self.verification.mode) || self.verification.mode != 'Off'",
        message = "spec.vectorSpace.transition " + Messages.TRANSITION_UNVERIFIED,
        fieldPath = ".vectorSpace.transition")
@ValidationRule(
        value = "!has(self.fallback)"
                + " || !has(self.verification) || !has(self.verification.mode) || self.verification.mode != 'Off'",
        message = "spec.fallback " + Messages.FALLBACK_UNVERIFIED,
        fieldPath = ".fallback")
@RecordBuilder
public record EmbeddingServiceSpec(
        @Required @JsonPropertyDescription("The model to serve.")
        ModelSpec model,

        @Default("gpu")
        @JsonPropertyDescription(
                "Where the model runs: gpu or cpu. Default gpu. Selects the image, the pod's resources,"
                        + " the server's flags and the defaults of spec.rollout.")
        Device device,

        @JsonPropertyDescription("GPUs or other accelerators of each replica. Only allowed with device gpu.")
        GpuSpec gpu,

        @Default("30000")
        @Min(1)
        @Max(65535)
        @JsonPropertyDescription("TCP port of the server and of the Service, and therefore of the clients' base_url. 1"
                + " to 65535, default 30000.")
        Integer port,

        @SpecReplicas
        @Default("1")
        @Min(0)
        @Max(10000)
        @JsonPropertyDescription(
                "Number of servers, 0 to 10000. Default 1. `kubectl scale` and autoscalers set it. With"
                        + " spec.autoscaling leave it out.")
        Integer replicas,

        @JsonPropertyDescription(
                "An autoscaler for the number of servers, which then sets spec.replicas: leave it out of"
                        + " the manifest.")
        AutoscalingSpec autoscaling,

        @JsonPropertyDescription("The server container.") ServerSpec server,

        @JsonPropertyDescription("The server's pod: placement, identity, volumes.")
        PodOptions pod,

        @JsonPropertyDescription("Health checks of the server and their timeouts.")
        HealthSpec health,

        @JsonPropertyDescription("The Service in front of the servers.")
        ServiceOptions service,

        @JsonPropertyDescription("Who may use the service: API keys, TLS, and the network.")
        AccessSpec access,

        @JsonPropertyDescription("An HTTPRoute of the Gateway API to the service.")
        RouteSpec route,

        @JsonPropertyDescription("How running servers are replaced when the spec changes.")
        RolloutSpec rollout,

        @JsonPropertyDescription(
                "How many servers voluntary disruptions, such as draining a node, may take away at once: a"
                        + " PodDisruptionBudget. Exactly one field of it. Absent: maxUnavailable 1 as soon as"
                        + " spec.replicas is more than 1, no budget otherwise.")
        DisruptionBudgetSpec disruptionBudget,

        @JsonPropertyDescription("Verification of the embeddings, which /health does not check.")
        VerificationSpec verification,

        @JsonPropertyDescription(
                "The vector space that the service must keep, so that its vectors never change" + " unnoticed.")
        VectorSpaceSpec vectorSpace,

        @JsonPropertyDescription(
                "Servers without a GPU that serve while no other server of the service is available, and"
                        + " only if verification has shown that they return the same vectors.")
        FallbackSpec fallback,

        @JsonPropertyDescription("What happens to running pods when the operator's own defaults, such as its image,"
                + " change with an upgrade or a flag. Pinned (default): pods keep the defaults they were"
                + " created with. Follow: pods get the new defaults, which may replace them. A change of"
                + " the spec is applied immediately in both cases.")
        UpgradePolicy upgradePolicy,

        @JsonIgnore List<SpecProblem> problems) {

    public static final EmbeddingServiceSpec EMPTY =
            EmbeddingServiceSpecBuilder.builder().build();

    public EmbeddingServiceSpec {
        problems = problems == null ? List.of() : List.copyOf(problems);
    }

    /** A copy with these problems. */
    public EmbeddingServiceSpec withProblems(List<SpecProblem> found) {
        return EmbeddingServiceSpecBuilder.builder(this).problems(found).build();
    }
}
