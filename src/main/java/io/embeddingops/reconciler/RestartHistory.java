package io.embeddingops.reconciler;

import io.embeddingops.status.Observation;
import io.embeddingops.status.PodView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What is remembered of the restarts of a service's pods.
 *
 * @param uid of the service
 * @param baselines restarts of each pod that do not count, since it was well after them; 0 for those without an entry
 * @param evictions since all pods were well
 * @param notBefore when the next pod may be evicted
 */
record RestartHistory(String uid, Map<String, Integer> baselines, int evictions, Instant notBefore) {

    static RestartHistory of(String uid) {
        return new RestartHistory(uid, Map.of(), 0, Instant.MIN);
    }

    RestartHistory noting(Observation seen) {
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

    /** A pod was ready before its only restart; when the operator comes late, it may have been ready after the last one. */
    private static int unseen(PodView pod) {
        return pod.wasReady() && pod.restarts() > 1 ? pod.restarts() : 0;
    }

    /** Restarts after which the pod has not been well yet. */
    int inVain(PodView pod) {
        return pod.healthy() ? 0 : pod.restarts() - baselines.getOrDefault(pod.uid(), 0);
    }

    RestartHistory evicting(Instant next) {
        return new RestartHistory(uid, baselines, evictions + 1, next);
    }

    /** How long it is from now until the next pod may be evicted, but not less than that. */
    Duration after(Instant now, Duration least) {
        var pause = now.isBefore(notBefore) ? Duration.between(now, notBefore) : Duration.ZERO;
        return pause.compareTo(least) < 0 ? least : pause;
    }

    /** Whether anything would be lost with it. */
    boolean matters(Instant now) {
        return !baselines.isEmpty() || evictions > 0 || now.isBefore(notBefore);
    }
}
