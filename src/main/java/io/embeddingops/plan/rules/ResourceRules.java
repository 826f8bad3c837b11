package io.embeddingops.plan.rules;

import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Policy;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Rules for CPU, memory and GPU quantities. */
final class ResourceRules {

    private static final String CPU = "cpu";

    private ResourceRules() {}

    static Stream<FieldError> gpuLimit(Plan plan, Policy policy) {
        var resources = plan.server().resources();
        return plan.gpu().stream()
                .flatMap(gpu -> Stream.of(
                                Map.entry("limits", resources.getLimits()),
                                Map.entry("requests", resources.getRequests()))
                        .flatMap(entry -> gpu.resourceName().stream()
                                .filter(name -> entry.getValue().containsKey(name))
                                .map(name -> Rule.error(
                                        "spec.server.resources." + entry.getKey() + "[" + name + "]",
                                        "must be removed: set spec.gpu.count instead"))));
    }

    static Stream<FieldError> sharedMemory(Plan plan, Policy policy) {
        var field = "spec.server.sharedMemorySize";
        var size = plan.server().sharedMemory();
        return positive(size)
                ? Stream.empty()
                : Stream.of(Rule.error(field, size + " must be a quantity greater than 0, such as 2Gi"));
    }

    /** Whether a server has a CPU request; Kubernetes copies a limit to an absent request. */
    static boolean requestsCpu(Plan plan) {
        var resources = plan.server().resources();
        return Optional.ofNullable(resources.getRequests().get(CPU))
                .or(() -> Optional.ofNullable(resources.getLimits().get(CPU)))
                .filter(ResourceRules::positive)
                .isPresent();
    }

    private static boolean positive(Quantity quantity) {
        try {
            return quantity.getNumericalAmount().compareTo(BigDecimal.ZERO) > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
