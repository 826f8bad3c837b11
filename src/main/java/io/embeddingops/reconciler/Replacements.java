package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.guard.PodVerification;
import io.embeddingops.plan.Plan;
import io.embeddingops.status.Observation;
import io.embeddingops.status.PodView;
import io.embeddingops.status.Transition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Evicts a pod that restarts do not fix, so that it can be scheduled to another GPU or node. It evicts one pod of a service
 * at a time, and doubles the pause before each further one. Restarts of a download do not count, and a pod without its model stays.
 */
final class Replacements {

    private static final String REPLACED = "PodReplaced";
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(10);
    private static final int MAX_DOUBLINGS = 6;

    /** How long to wait for a PodDisruptionBudget to allow the eviction, or for the network to recover. */
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final Clock clock;
    private final PerService<RestartHistory> histories;

    /**
     * The outcome of a pass.
     *
     * @param event reports the eviction; empty if no pod was evicted
     * @param requeueAfter when to retry an eviction that is not possible now
     */
    record Result(Optional<Transition> event, Optional<Duration> requeueAfter) {}

    /** A pod to evict, and why. */
    private record EvictionCandidate(PodView pod, String why) {}

    /**
     * Creates it without any history.
     *
     * @param exists whether a service still exists; the history of others is dropped
     */
    Replacements(Clock clock, Predicate<ResourceID> exists) {
        this.clock = clock;
        this.histories = new PerService<>(exists);
    }

    /**
     * Evicts a pod if one is due.
     *
     * @param wrongPods names of pods with wrong embeddings that a replacement is expected to fix
     * @param allUnreachable whether the operator can reach no server at all; then it evicts nothing
     */
    Result replace(
            EmbeddingService service,
            Plan plan,
            Observation seen,
            Set<String> wrongPods,
            boolean allUnreachable,
            KubernetesClient client) {
        var uid = service.getMetadata().getUid();
        var history = histories
                .get(service)
                .filter(known -> known.uid().equals(uid))
                .orElseGet(() -> RestartHistory.of(uid))
                .updated(seen);
        var now = clock.instant();
        var candidate = candidate(plan, seen, wrongPods, history);
        var evicted = candidate
                .filter(found -> !allUnreachable && !now.isBefore(history.notBefore()))
                .filter(found -> Eviction.of(found.pod(), client));
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(history.evictions(), MAX_DOUBLINGS));
        remember(service, evicted.isPresent() ? history.withEviction(now.plus(pause)) : history, now);
        return new Result(
                evicted.map(found -> new Transition(
                        true,
                        REPLACED,
                        "pod " + found.pod().name() + " was evicted: " + found.why()
                                + "; the operator evicts no other pod of this service for " + pause.toMinutes()
                                + " minutes")),
                candidate.filter(found -> evicted.isEmpty()).map(found -> history.remaining(now, RETRY)));
    }

    private static Optional<EvictionCandidate> candidate(
            Plan plan, Observation seen, Set<String> wrongPods, RestartHistory history) {
        var limit = plan.health().replaceAfterRestarts();
        var crashing = seen.pods().stream()
                .filter(pod -> limit > 0 && history.failedRestarts(pod) >= limit && !pod.lacksModel())
                .findFirst()
                .map(pod -> new EvictionCandidate(
                        pod,
                        history.failedRestarts(pod)
                                + " restarts without becoming ready (spec.health.replaceAfterRestarts: " + limit
                                + ")"));
        return crashing.or(() -> seen.pods().stream()
                .filter(pod -> wrongPods.contains(pod.name()))
                .findFirst()
                .map(pod -> new EvictionCandidate(
                        pod,
                        "its embeddings were wrong " + PodVerification.FAILURE_THRESHOLD
                                + " times in a row, and right before or in other pods"
                                + " (spec.verification.mode: Enforce)")));
    }

    private void remember(EmbeddingService service, RestartHistory history, Instant now) {
        if (history.isRelevant(now)) {
            histories.put(service, history);
        } else {
            histories.remove(service);
        }
    }
}
