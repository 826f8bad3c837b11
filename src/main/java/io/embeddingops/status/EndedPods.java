package io.embeddingops.status;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Pods of the current template that ended in the same way, one after another. Failed pods stay until they are collected. */
final class EndedPods {

    /** A failed pod is replaced at once, so a pod that was created this long after the end has another cause. */
    private static final Duration REPLACED_WITHIN = Duration.ofMinutes(10);

    /** Clocks of nodes and of the API server differ. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    private EndedPods() {}

    /** The last pods that ended, oldest first; empty if a later pod has overcome their cause. */
    static List<PodView> inARow(Observation observation) {
        var chain = new ArrayList<PodView>();
        for (var pod : observation.current(observation.ended())) {
            var failure = PodFailure.of(pod);
            if (failure.isEmpty()) {
                continue;
            }
            if (!chain.isEmpty() && !follows(chain.get(chain.size() - 1), pod)) {
                break;
            }
            chain.add(pod);
        }
        Collections.reverse(chain);
        return chain.isEmpty() || isHistory(chain, observation) ? List.of() : chain;
    }

    private static boolean follows(PodView later, PodView earlier) {
        return PodFailure.of(later).equals(PodFailure.of(earlier))
                && PodFailure.reason(later).equals(PodFailure.reason(earlier))
                && !created(later).isAfter(end(earlier).plus(REPLACED_WITHIN));
    }

    /**
     * One pod that ended is history once a later server was started, several in a row only once a later pod was ready: else
     * the reason would alternate as long as pods end.
     */
    private static boolean isHistory(List<PodView> chain, Observation observation) {
        var end = end(chain.get(chain.size() - 1));
        var later = observation.current().stream()
                .filter(pod -> !created(pod).isBefore(end.minus(SKEW)))
                .toList();
        var replaced = later.stream()
                .filter(pod -> !pod.ready())
                .map(EndedPods::created)
                .min(Comparator.naturalOrder())
                .orElse(observation.now());
        return replaced.isAfter(end.plus(REPLACED_WITHIN))
                || later.stream()
                        .anyMatch(pod -> chain.size() == 1 ? pod.ran() : pod.wasReady() || pod.isServerReady());
    }

    private static Instant created(PodView pod) {
        return pod.createdAt().orElse(Instant.EPOCH);
    }

    private static Instant end(PodView pod) {
        var statuses = Optional.ofNullable(pod.pod().getStatus()).stream()
                .flatMap(status -> status.getContainerStatuses().stream());
        return Stream.concat(
                        pod.since("DisruptionTarget").stream(),
                        statuses.map(ContainerStatus::getState)
                                .filter(Objects::nonNull)
                                .map(ContainerState::getTerminated)
                                .filter(Objects::nonNull)
                                .map(ContainerStateTerminated::getFinishedAt)
                                .flatMap(time -> PodView.time(time).stream()))
                .max(Comparator.naturalOrder())
                .or(() -> pod.since("Ready"))
                .filter(end -> end.isAfter(created(pod)))
                .orElseGet(() -> created(pod));
    }
}
