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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Evicts a pod that restarts do not cure, so that it can land on another GPU or node: one of a service at a time, and the
 * next one only after twice as long.
 */
final class Replacements {

    private static final String REPLACED = "PodReplaced";
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 6;

    /** A budget may have room then, or the network be back. */
    private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<ResourceID, RestartHistory> histories = new ConcurrentHashMap<>();

    /**
     * What came of it.
     *
     * @param told that a pod was evicted
     * @param again when a pod may be evicted that could not be now
     */
    record Result(Optional<Transition> told, Optional<Duration> again) {}

    /** A pod that is to be replaced, and why. */
    private record Hopeless(PodView pod, String why) {}

    Replacements(Clock clock) {
        this.clock = clock;
    }

    /**
     * Evicts a pod if it is time to.
     *
     * @param spoiled names of pods whose embeddings are wrong and could be right
     * @param isolated whether no server of any service can be reached; then nothing is evicted
     * @param exists whether a service is still there; others are forgotten
     */
    Result replace(
            EmbeddingService service,
            Plan plan,
            Observation seen,
            Set<String> spoiled,
            boolean isolated,
            Predicate<ResourceID> exists,
            KubernetesClient client) {
        var id = ResourceID.fromResource(service);
        var uid = service.getMetadata().getUid();
        var history = Optional.ofNullable(histories.get(id))
                .filter(known -> known.uid().equals(uid))
                .orElseGet(() -> RestartHistory.of(uid))
                .noting(seen);
        var now = clock.instant();
        var hopeless = hopeless(plan, seen, spoiled, history);
        var evicted = hopeless.filter(found -> !isolated && !now.isBefore(history.notBefore()))
                .filter(found -> Eviction.of(found.pod(), client));
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(history.evictions(), MOST_DOUBLINGS));
        remember(id, evicted.isPresent() ? history.evicting(now.plus(pause)) : history, now, exists);
        return new Result(
                evicted.map(found -> new Transition(
                        true,
                        REPLACED,
                        "pod " + found.pod().name() + " was evicted: " + found.why()
                                + "; the next one of this service will be in " + pause.toMinutes()
                                + " minutes at the earliest")),
                hopeless.filter(found -> evicted.isEmpty()).map(found -> history.after(now, TRY_AGAIN)));
    }

    private static Optional<Hopeless> hopeless(
            Plan plan, Observation seen, Set<String> spoiled, RestartHistory history) {
        var limit = plan.health().replaceAfterRestarts();
        var crashing = seen.pods().stream()
                .filter(pod -> limit > 0 && history.inVain(pod) >= limit)
                .findFirst()
                .map(pod -> new Hopeless(
                        pod,
                        history.inVain(pod) + " restarts without becoming ready (spec.health.replaceAfterRestarts: "
                                + limit + ")"));
        return crashing.or(() -> seen.pods().stream()
                .filter(pod -> spoiled.contains(pod.name()))
                .findFirst()
                .map(pod -> new Hopeless(
                        pod,
                        "its embeddings were wrong " + PodVerification.FAILURE_THRESHOLD
                                + " times in a row, and right before or in other pods"
                                + " (spec.verification.mode: Enforce)")));
    }

    private void remember(ResourceID id, RestartHistory history, Instant now, Predicate<ResourceID> exists) {
        if (!history.matters(now)) {
            histories.remove(id);
        } else if (histories.put(id, history) == null) {
            histories.keySet().removeIf(known -> !exists.test(known));
        }
    }
}
