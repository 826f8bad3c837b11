package io.embeddingops.status;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** Finds the kubelet's latest Event about a pod. */
final class PodEvents {

    private PodEvents() {}

    static Optional<PodEvent> of(Observation observation, PodView pod, Set<String> reasons) {
        return observation.events().stream()
                .filter(event ->
                        event.pod().equals(pod.name()) && event.reason() != null && reasons.contains(event.reason()))
                .max(Comparator.comparing(PodEvent::last));
    }
}
