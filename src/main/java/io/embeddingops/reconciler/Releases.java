package io.embeddingops.reconciler;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers when a service last had a pod that was being deleted. The scheduler takes some seconds to notice that such a pod
 * has released its GPU; until then a new pod is still marked as unschedulable.
 */
final class Releases {

    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final Map<ResourceID, Instant> last = new ConcurrentHashMap<>();

    /** When the service last had a pod that was being deleted; empty if that is long ago. */
    Optional<Instant> of(ResourceID service, boolean terminating, Instant now) {
        last.values().removeIf(seen -> seen.plus(MEMORY).isBefore(now));
        if (terminating) {
            last.put(service, now);
        }
        return Optional.ofNullable(last.get(service));
    }
}
