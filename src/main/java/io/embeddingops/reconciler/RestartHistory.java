package io.embeddingops.reconciler;

import io.embeddingops.status.Observation;
import io.embeddingops.status.PodView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The restarts of a service's pods that count towards an eviction.
 *
 * @param uid of the service
 * @param baselines by pod UID: restarts that do not count, because the pod was healthy after them; 0 for others
 * @param evictions since all pods were healthy
 * @param notBefore when the next pod may be evicted
 */
record RestartHistory(String uid, Map<String, Integer> baselines, int evictions, Instant notBefore) {

    static RestartHistory of(String uid) {
        return new RestartHistory(uid, Map.of(), 0, Instant.MIN);
    }

    RestartHistory updated(Observation seen) {
        var now = new HashMap<String, Integer>();
        for (var pod : seen.pods()) {
            if (pod.restarts() > 0) {
                var known = pod.healthy() ? Integer.valueOf(pod.restarts()) : baselines.get(pod.uid());
                now.put(pod.uid(), known == null ? unseen(pod) : known);
            }
        }
        var well = !seen.pods().isEmpty() && seen.pods().stream().allMatch(PodView::ready);
        return new RestartHistory(uid, Map.copyOf(now), well ? 0 : evictions, notBefore);
    }

    /** The baseline of a pod seen for the first time. With several restarts it may have been ready after the last one. */
    private static int unseen(PodView pod) {
        return pod.wasReady() && pod.restarts() > 1 ? pod.restarts() : 0;
    }

    /** Restarts since the pod was last healthy. */
    int failedRestarts(PodView pod) {
        return pod.healthy() ? 0 : pod.restarts() - baselines.getOrDefault(pod.uid(), 0);
    }

    RestartHistory withEviction(Instant next) {
        return new RestartHistory(uid, baselines, evictions + 1, next);
    }

    /** The time until the next pod may be evicted, but at least the minimum. */
    Duration remaining(Instant now, Duration min) {
        var pause = now.isBefore(notBefore) ? Duration.between(now, notBefore) : Duration.ZERO;
        return pause.compareTo(min) < 0 ? min : pause;
    }

    /** Whether dropping this history would change a decision. */
    boolean isRelevant(Instant now) {
        return !baselines.isEmpty() || evictions > 0 || now.isBefore(notBefore);
    }
}
