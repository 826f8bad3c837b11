package io.embeddingops.status;

import io.embeddingops.resources.ServerContainer;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** Finds the latest Event about a pod or one of its containers. */
final class PodEvents {

    private PodEvents() {}

    /** The latest Event about the pod or its server. */
    static Optional<PodEvent> of(Observation observation, PodView pod, Set<String> reasons) {
        return of(observation, pod, ServerContainer.NAME, reasons);
    }

    /** The latest Event about the pod or that container. */
    static Optional<PodEvent> of(Observation observation, PodView pod, String container, Set<String> reasons) {
        return observation.events().stream()
                .filter(event -> event.pod().equals(pod.name()) && event.concerns(container))
                .filter(event -> event.reason() != null && reasons.contains(event.reason()))
                .max(Comparator.comparing(PodEvent::last));
    }

    /** The latest Event with one of these reasons that no later Event has overcome. */
    static Optional<PodEvent> pending(
            Observation observation, PodView pod, Set<String> reasons, Set<String> overcomeBy) {
        var overcome = of(observation, pod, overcomeBy);
        return of(observation, pod, reasons)
                .filter(event -> overcome.isEmpty()
                        || event.last().isAfter(overcome.get().last()));
    }
}
