package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.reconciler.Failure.Retry;
import io.embeddingops.status.Reason;
import io.embeddingops.status.Verdict;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what follows when a service cannot be applied: what its status says and when the next attempt is made. JOSDK would
 * log each exception that reaches it with its stack trace, so only bugs of the operator do.
 */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger("io.embeddingops.services");
    private static final Duration BUSY = Duration.ofSeconds(1);

    private final Pacing pacing;
    private final Backoff backoff;
    private final ConflictGrace conflicts;
    private final MeterRegistry metrics;

    /**
     * What to do.
     *
     * @param verdict what to report; empty to leave the status as it is
     * @param retry the pause until the next attempt; empty to wait for an event
     */
    record Outcome(Optional<Verdict> verdict, Optional<Duration> retry) {}

    Failures(Pacing pacing, LongSupplier nanoTime, ResourceCache<EmbeddingService> services, MeterRegistry metrics) {
        Predicate<ResourceID> exists = id -> services.get(id).isPresent();
        this.pacing = pacing;
        this.backoff = new Backoff(pacing.firstRetry(), pacing.longestRetry(), nanoTime, exists);
        this.conflicts = new ConflictGrace(pacing.conflictGrace(), nanoTime, exists);
        this.metrics = metrics;
    }

    /** The outcome of a pass in which nothing is tried, because the pause since the last attempt is not over. */
    Optional<Outcome> pause(EmbeddingService service) {
        return backoff.pause(service)
                .map(pause -> new Outcome(
                        Optional.of(pause.verdict()),
                        Optional.of(pause.remaining())
                                .filter(any -> pause.verdict().reason() != Reason.INVALID_SPEC)));
    }

    /**
     * The outcome of a pass that failed.
     *
     * @throws InternalErrorException if the error is a bug
     */
    Outcome of(EmbeddingService service, RuntimeException error) {
        if (error instanceof NameConflictException conflict) {
            backoff.succeeded(service);
            var verdict = conflicts.verdict(service, conflict.verdict());
            return new Outcome(Optional.of(verdict), Optional.of(lookAgain(verdict)));
        } else if (error instanceof WriteSlots.BusyException) {
            return new Outcome(Optional.empty(), Optional.of(BUSY));
        }
        return failed(service, ApplyErrors.expected(error).orElseThrow(() -> bug(error)), error);
    }

    private InternalErrorException bug(RuntimeException error) {
        count();
        return new InternalErrorException(error);
    }

    private void count() {
        metrics.counter("embedding_operator_failed_attempts").increment();
    }

    private Outcome failed(EmbeddingService service, Failure failure, RuntimeException error) {
        log(service, failure, error);
        var pause = backoff.failed(service, failure);
        if (isOperatorsOwn(failure, error)) {
            count();
        }
        return new Outcome(failure.verdict(), Optional.of(pause).filter(any -> failure.retry() != Retry.AFTER_EDIT));
    }

    /** Whether administrators of the operator should know: it is neither a refusal nor a conflict. */
    private static boolean isOperatorsOwn(Failure failure, RuntimeException error) {
        return failure.verdict()
                .map(verdict -> verdict.reason() == Reason.APPLY_FAILED)
                .orElse(!ApplyErrors.isExpectedConflict(error));
    }

    /** The verdicts on optional objects, of which conflicts may pass by themselves. */
    List<Verdict> judged(EmbeddingService service, List<Verdict> missing) {
        return missing.stream()
                .map(verdict ->
                        verdict.reason() == Reason.NAME_CONFLICT ? conflicts.verdict(service, verdict) : verdict)
                .toList();
    }

    /**
     * The pause until optional objects are tried again; empty if none has to be.
     *
     * @param missing the verdicts on those that could not be created
     */
    Optional<Duration> applied(EmbeddingService service, List<Verdict> missing) {
        var conflict = first(missing, Reason.NAME_CONFLICT);
        if (conflict.isEmpty()) {
            conflicts.passed(service);
        }
        var refusal = first(missing, Reason.ADMISSION_REFUSED);
        if (refusal.isEmpty()) {
            backoff.succeeded(service);
        }
        var pause = refusal.map(verdict -> backoff.failed(service, new Failure(refusal, Retry.WITH_NEXT_EVENT)));
        return Stream.concat(conflict.map(this::lookAgain).stream(), pause.stream())
                .min(Comparator.naturalOrder());
    }

    private static Optional<Verdict> first(List<Verdict> missing, Reason reason) {
        return missing.stream().filter(verdict -> verdict.reason() == reason).findFirst();
    }

    /** When to look whether a conflict is over: no informer reports that a foreign object is deleted. */
    private Duration lookAgain(Verdict conflict) {
        return conflict.passing() ? pacing.lookSoon() : pacing.lookAgain();
    }

    /** One line for each new cause. Changes of the reason are logged with the status. */
    private void log(EmbeddingService service, Failure failure, RuntimeException error) {
        var last = backoff.lastVerdict(service);
        var changed = last.isPresent()
                && failure.verdict().isPresent()
                && !last.equals(failure.verdict())
                && last.get().reason() == failure.verdict().get().reason();
        var silent = failure.verdict().isEmpty() && !ApplyErrors.isExpectedConflict(error);
        if (changed || silent && !backoff.failing(service)) {
            LOG.atWarn()
                    .addKeyValue("namespace", service.getMetadata().getNamespace())
                    .addKeyValue("name", service.getMetadata().getName())
                    .log(failure.verdict()
                            .map(Verdict::message)
                            .orElseGet(() ->
                                    "the status cannot be written, trying again: " + ApplyErrors.sentence(error)));
        }
    }
}
