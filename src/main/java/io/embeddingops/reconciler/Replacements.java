package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.plan.Plan;
import io.embeddingops.status.Observation;
import io.embeddingops.status.PodView;
import io.embeddingops.status.Transition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Evicts a pod that restarts do not cure, so that it can land on another GPU or node: one of a service at a time, and the
 * next one only after twice as long.
 */
final class Replacements {

    private static final String REPLACED = "PodReplaced";
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 6;

    private final Clock clock;
    private final Map<String, History> histories = new ConcurrentHashMap<>();

    /**
     * What is remembered of a service.
     *
     * @param baselines restarts of each pod that do not count, since it was ready after them
     * @param evictions since all pods were ready
     * @param notBefore when the next one may be evicted
     */
    private record History(Map<String, Integer> baselines, int evictions, Instant notBefore) {

        static final History NONE = new History(Map.of(), 0, Instant.MIN);

        History noting(Observation seen) {
            var now = new HashMap<String, Integer>();
            for (var pod : seen.pods()) {
                var known = baselines.get(pod.uid());
                now.put(
                        pod.uid(),
                        pod.ready() || known == null && pod.wasReady()
                                ? Integer.valueOf(pod.restarts())
                                : known == null ? Integer.valueOf(0) : known);
            }
            var well = !seen.pods().isEmpty() && seen.pods().stream().allMatch(PodView::ready);
            return new History(now, well ? 0 : evictions, notBefore);
        }

        int inVain(PodView pod) {
            return pod.ready() ? 0 : pod.restarts() - baselines.getOrDefault(pod.uid(), 0);
        }

        History evicting(Instant next) {
            return new History(baselines, evictions + 1, next);
        }
    }

    Replacements(Clock clock) {
        this.clock = clock;
    }

    /**
     * Evicts a pod if it is time to.
     *
     * @param isolated whether no server of any service can be reached; then nothing is evicted
     * @return what to tell of it
     */
    Optional<Transition> replace(
            EmbeddingService service, Plan plan, Observation seen, boolean isolated, KubernetesClient client) {
        var uid = service.getMetadata().getUid();
        var history = histories.getOrDefault(uid, History.NONE).noting(seen);
        var limit = plan.health().replaceAfterRestarts();
        var now = clock.instant();
        var hopeless = seen.pods().stream()
                .filter(pod -> limit > 0 && history.inVain(pod) >= limit)
                .findFirst()
                .filter(pod -> !isolated && !now.isBefore(history.notBefore()))
                .filter(pod -> Eviction.of(pod, client));
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(history.evictions(), MOST_DOUBLINGS));
        histories.put(uid, hopeless.isPresent() ? history.evicting(now.plus(pause)) : history);
        return hopeless.map(pod -> new Transition(
                true,
                REPLACED,
                "pod " + pod.name() + " was evicted after " + history.inVain(pod)
                        + " restarts without becoming ready (spec.health.replaceAfterRestarts: " + limit
                        + "); the next one of this service will be in " + pause.toMinutes()
                        + " minutes at the earliest"));
    }
}
