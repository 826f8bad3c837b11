package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.status.Reason;
import io.embeddingops.status.Verdict;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Decides whether a name conflict may still pass by itself. One commit can replace a Deployment by an EmbeddingService of the
 * same name: GitOps tools apply first and prune afterwards, and give up on what is Stalled meanwhile.
 */
final class ConflictGrace {

    private final Duration grace;
    private final LongSupplier nanoTime;
    private final PerService<First> conflicts;

    /** When a conflict of that generation was first seen, in nanoseconds. */
    private record First(String uid, Long generation, long at) {}

    ConflictGrace(Duration grace, LongSupplier nanoTime, Predicate<ResourceID> exists) {
        this.grace = grace;
        this.nanoTime = nanoTime;
        this.conflicts = new PerService<>(exists);
    }

    /** The verdict to report on a conflict. */
    Verdict verdict(EmbeddingService service, Verdict conflict) {
        return conflict.passing() || isFinal(service) || nanoTime.getAsLong() - since(service) >= grace.toNanos()
                ? conflict
                : conflict.mayPass();
    }

    /** Records that the service has no conflict. */
    void passed(EmbeddingService service) {
        conflicts.remove(service);
    }

    /** Whether the status says so already; a restart of the operator does not change that. */
    private static boolean isFinal(EmbeddingService service) {
        return Optional.ofNullable(service.getStatus())
                .flatMap(status -> status.condition(Condition.STALLED))
                .filter(stalled -> Reason.NAME_CONFLICT.toString().equals(stalled.reason()))
                .filter(stalled -> Objects.equals(
                        stalled.observedGeneration(), service.getMetadata().getGeneration()))
                .isPresent();
    }

    private long since(EmbeddingService service) {
        var metadata = service.getMetadata();
        var now = new First(metadata.getUid(), metadata.getGeneration(), nanoTime.getAsLong());
        var known = conflicts
                .get(service)
                .filter(first -> first.uid().equals(now.uid()) && Objects.equals(first.generation(), now.generation()));
        if (known.isEmpty()) {
            conflicts.put(service, now);
        }
        return known.orElse(now).at();
    }
}
