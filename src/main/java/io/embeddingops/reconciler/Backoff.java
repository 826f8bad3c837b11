package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.kinds.Changes;
import io.embeddingops.status.Verdict;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Pauses between the attempts of each service that cannot be applied. Until a pause is over, events cause no attempt: a
 * service whose pods keep failing would otherwise ask a policy that refuses it with each of their events.
 */
final class Backoff {

    private static final int MAX_DOUBLINGS = 30;

    /** After an outage of the API server all services should be tried again within a minute, not within five. */
    private static final int UNANSWERED = 5;

    private final Duration first;
    private final Duration longest;
    private final LongSupplier nanoTime;
    private final PerService<Attempt> failed;

    /**
     * The last attempt.
     *
     * @param service its spec and metadata at that time; an edit starts anew
     * @param failures number of attempts that have failed
     * @param due when the pause is over, in nanoseconds
     * @param held the verdict to report until then; empty if any event may start the next attempt
     * @param reported the last verdict
     */
    private record Attempt(
            List<Object> service, int failures, long due, Optional<Verdict> held, Optional<Verdict> reported) {}

    /** A verdict that stays until the pause is over. */
    record Pause(Verdict verdict, Duration remaining) {}

    /**
     * Creates a back-off.
     *
     * @param exists whether a service still exists; deleted ones are forgotten
     */
    Backoff(Duration first, Duration longest, LongSupplier nanoTime, Predicate<ResourceID> exists) {
        this.first = first;
        this.longest = longest;
        this.nanoTime = nanoTime;
        this.failed = new PerService<>(exists);
    }

    /** The pause in which the service is, unless it has been edited. */
    Optional<Pause> pause(EmbeddingService service) {
        return last(service)
                .flatMap(attempt -> attempt.held()
                        .map(verdict -> new Pause(verdict, Duration.ofNanos(attempt.due() - nanoTime.getAsLong()))))
                .filter(pause -> pause.remaining().toNanos() > 0);
    }

    /** Records a failed attempt, and returns the pause until the next one. */
    Duration failed(EmbeddingService service, Failure failure) {
        var failures = last(service).map(Attempt::failures).orElse(0);
        var pause = switch (failure.retry()) {
            case WITH_NEXT_EVENT -> pause(failures, longest.dividedBy(UNANSWERED));
            case AFTER_PAUSE -> pause(failures, longest);
            case AFTER_EDIT -> longest;
        };
        var held = failure.retry() == Failure.Retry.WITH_NEXT_EVENT ? Optional.<Verdict>empty() : failure.verdict();
        var attempt = new Attempt(
                state(service), failures + 1, nanoTime.getAsLong() + pause.toNanos(), held, failure.verdict());
        failed.put(service, attempt);
        return pause;
    }

    /** The verdict on the last attempt, if it failed. */
    Optional<Verdict> lastVerdict(EmbeddingService service) {
        return last(service).flatMap(Attempt::reported);
    }

    /** Whether attempts have failed since the service was last applied or edited. */
    boolean failing(EmbeddingService service) {
        return last(service).isPresent();
    }

    /** Records that the service was applied. */
    void succeeded(EmbeddingService service) {
        failed.remove(service);
    }

    private Optional<Attempt> last(EmbeddingService service) {
        return failed.get(service).filter(attempt -> attempt.service().equals(state(service)));
    }

    private Duration pause(int failures, Duration max) {
        var factor = 1L << Math.min(failures, MAX_DOUBLINGS);
        return max.dividedBy(factor).compareTo(first) < 0 ? max : first.multipliedBy(factor);
    }

    private static List<Object> state(EmbeddingService service) {
        return Changes.applied(service.getMetadata());
    }
}
