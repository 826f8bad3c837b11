package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.soabase.recordbuilder.core.RecordBuilder;

/** How many servers voluntary disruptions, such as draining a node, may take away at once. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = "has(self.maxUnavailable) != has(self.minAvailable)", message = DisruptionBudgetSpec.ONE_OF)
@RecordBuilder
public record DisruptionBudgetSpec(
        @JsonPropertyDescription("Pods that an eviction may leave unavailable: a number, or a percentage of"
                + " spec.replicas that is rounded up.")
        IntOrString maxUnavailable,

        @JsonPropertyDescription("Pods that must stay available after an eviction: a number, or a percentage of"
                + " spec.replicas that is rounded up.")
        IntOrString minAvailable) {

    public static final DisruptionBudgetSpec EMPTY =
            DisruptionBudgetSpecBuilder.builder().build();

    /** What is wrong with a budget that has none or both of its fields. */
    public static final String ONE_OF =
            "spec.disruptionBudget must have exactly one of maxUnavailable and minAvailable: remove the other one, or set one";
}
