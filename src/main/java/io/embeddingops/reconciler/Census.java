package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.guard.VerifiedReason;
import io.embeddingops.status.AutoscaledReason;
import io.embeddingops.status.FallbackReason;
import io.embeddingops.status.Reason;
import io.embeddingops.verification.Problem;
import io.embeddingops.verification.Severity;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Counts services by the reason in their status whenever metrics are read: alerts need the current state, not only changes.
 * The number of time series does not depend on the number of services, and all gauges share one count.
 */
final class Census {

    /** The reason of a service that has not been reconciled yet. */
    private static final String NONE = "None";

    /** How long a count is reused: longer than one scrape takes, shorter than the time between two. */
    private static final long REUSE_NANOSECONDS = 200_000_000;

    private final ResourceCache<EmbeddingService> services;
    private final LongSupplier nanoTime;
    private Map<Counted, Long> numbers;
    private long counted;

    private Census(ResourceCache<EmbeddingService> services, LongSupplier nanoTime) {
        this.services = services;
        this.nanoTime = nanoTime;
    }

    private record Counted(String condition, String reason) {}

    /** Registers gauges that count the services of that cache; the time is that of {@link System#nanoTime}. */
    static void begin(ResourceCache<EmbeddingService> services, MeterRegistry metrics, LongSupplier nanoTime) {
        var census = new Census(services, nanoTime);
        Stream.concat(Stream.of(NONE), Arrays.stream(Reason.values()).map(Reason::toString))
                .forEach(reason -> census.register(
                        "embedding.operator.services",
                        "EmbeddingServices, by the reason of Ready; None: not reconciled yet.",
                        new Counted(Condition.READY, reason),
                        metrics));
        Stream.concat(
                        Arrays.stream(VerifiedReason.values()).map(VerifiedReason::toString),
                        Arrays.stream(Problem.values())
                                .filter(Census::makesVerifiedFalse)
                                .map(Problem::toString))
                .forEach(reason -> census.register(
                        "embedding.operator.services.verified",
                        "EmbeddingServices whose embeddings are verified, by the reason of Verified.",
                        new Counted(Condition.VERIFIED, reason),
                        metrics));
        Arrays.stream(AutoscaledReason.values())
                .map(AutoscaledReason::toString)
                .forEach(reason -> census.register(
                        "embedding.operator.services.autoscaled",
                        "EmbeddingServices with spec.autoscaling, by the reason of Autoscaled.",
                        new Counted(Condition.AUTOSCALED, reason),
                        metrics));
        Arrays.stream(FallbackReason.values())
                .map(FallbackReason::toString)
                .forEach(reason -> census.register(
                        "embedding.operator.services.fallback",
                        "EmbeddingServices with spec.fallback, by the reason of FallbackReady.",
                        new Counted(Condition.FALLBACK_READY, reason),
                        metrics));
    }

    private static boolean makesVerifiedFalse(Problem problem) {
        return problem.severity() == Severity.FAILURE || problem.severity() == Severity.MISCONFIGURATION;
    }

    private void register(String name, String description, Counted what, MeterRegistry metrics) {
        Gauge.builder(name, () -> number(what))
                .description(description)
                .tag("reason", what.reason())
                .register(metrics);
    }

    private synchronized long number(Counted what) {
        var now = nanoTime.getAsLong();
        if (numbers == null || now - counted > REUSE_NANOSECONDS) {
            numbers = count();
            counted = now;
        }
        return numbers.getOrDefault(what, 0L);
    }

    private Map<Counted, Long> count() {
        var found = new HashMap<Counted, Long>();
        services.list().forEach(service -> {
            found.merge(of(service, Condition.READY), 1L, Long::sum);
            found.merge(of(service, Condition.VERIFIED), 1L, Long::sum);
            found.merge(of(service, Condition.AUTOSCALED), 1L, Long::sum);
            found.merge(of(service, Condition.FALLBACK_READY), 1L, Long::sum);
        });
        return found;
    }

    private static Counted of(EmbeddingService service, String condition) {
        var reason = Optional.ofNullable(service.getStatus())
                .flatMap(status -> status.condition(condition))
                .map(Condition::reason)
                .orElse(NONE);
        return new Counted(condition, reason);
    }
}
