package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import io.embeddingops.resources.ServerContainer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Optional;

/** The memory limit that was in force for a server, and who set it. */
final class MemoryLimit {

    private static final String MEMORY = "memory";

    private MemoryLimit() {}

    /** The limit as part of a sentence; empty if it is unknown. */
    static String of(Plan plan, PodView pod) {
        var wanted = Optional.ofNullable(plan.server().resources().getLimits()).map(limits -> limits.get(MEMORY));
        var actual = Optional.ofNullable(pod.pod().getSpec()).map(PodSpec::getContainers).stream()
                .flatMap(List::stream)
                .filter(container -> ServerContainer.NAME.equals(container.getName()))
                .findFirst()
                .map(Container::getResources)
                .map(ResourceRequirements::getLimits)
                .map(limits -> limits.get(MEMORY));
        if (actual.isEmpty() || actual.equals(wanted)) {
            return wanted.map(limit -> " of " + limit).orElse("");
        }
        return actual.map(
                        limit -> " of " + limit
                                + ", which the spec does not ask for: a LimitRange of the namespace or an admission webhook set it")
                .orElse("");
    }
}
