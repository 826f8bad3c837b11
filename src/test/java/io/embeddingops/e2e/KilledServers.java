package io.embeddingops.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Servers that were killed without warning, and the failures that no one can prevent because of that. */
final class KilledServers {

    /** The time from a change of the endpoints until kube-proxy sends no new connection to the pod. */
    private static final Duration PROXIED = Duration.ofSeconds(3);

    private final List<Killed> killed = new ArrayList<>();

    private record Killed(String pod, Instant at) {}

    synchronized void add(String pod, Instant at) {
        killed.add(new Killed(pod, at));
    }

    /**
     * Whether a request may have been lost with a killed server: the request was in flight when the process ended, or its connection was
     * opened before Kubernetes had noticed it and the Service sent nothing more to the pod. Nothing else is excused; in particular, a
     * pod that is deleted answers all of its requests.
     */
    synchronized boolean excuse(SpaceAnswer failure, ServedGroups served) {
        return killed.stream()
                .flatMap(server -> served.unnoticed(server.pod(), server.at()).stream())
                .anyMatch(time -> failure.answered().isAfter(time.begin())
                        && failure.sent().isBefore(time.end().plus(PROXIED)));
    }
}
