package io.embeddingops.status;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** Finds the latest thing that the kubelet said about a pod. */
final class PodEvents {

    private PodEvents() {}

    static Optional<PodEvent> of(Observation seen, PodView pod, Set<String> reasons) {
        return seen.events().stream()
                .filter(event ->
                        event.pod().equals(pod.name()) && event.reason() != null && reasons.contains(event.reason()))
                .max(Comparator.comparing(PodEvent::last));
    }
}
