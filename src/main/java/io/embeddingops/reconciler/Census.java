package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.guard.VerifiedReason;
import io.embeddingops.status.Reason;
import io.embeddingops.verification.Problem;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Counts services by the reason in their status, whenever metrics are read: alerts need what is, not only what changed.
 * Their number does not grow with that of the services.
 */
final class Census {

    /** What is counted of a service that nobody has looked at. */
    private static final String NONE = "None";

    private final ResourceCache<EmbeddingService> services;

    private Census(ResourceCache<EmbeddingService> services) {
        this.services = services;
    }

    /** From now on those metrics count the services of that cache. */
    static void begin(ResourceCache<EmbeddingService> services, MeterRegistry metrics) {
        var census = new Census(services);
        Stream.concat(Stream.of(NONE), Arrays.stream(Reason.values()).map(Reason::toString))
                .forEach(reason -> census.count(
                        "embedding.operator.services",
                        "EmbeddingServices, by the reason of Ready; None: not looked at yet.",
                        Condition.READY,
                        reason,
                        metrics));
        Stream.concat(
                        Arrays.stream(VerifiedReason.values()).map(VerifiedReason::toString),
                        Arrays.stream(Problem.values())
                                .filter(problem -> !problem.warning() && !problem.inconclusive())
                                .map(Problem::toString))
                .forEach(reason -> census.count(
                        "embedding.operator.services.verified",
                        "EmbeddingServices whose embeddings are verified, by the reason of Verified.",
                        Condition.VERIFIED,
                        reason,
                        metrics));
    }

    private void count(String name, String description, String condition, String reason, MeterRegistry metrics) {
        Gauge.builder(name, () -> number(condition, reason))
                .description(description)
                .tag("reason", reason)
                .register(metrics);
    }

    private long number(String condition, String reason) {
        return services.list()
                .filter(service -> reason.equals(reason(service, condition)))
                .count();
    }

    private static String reason(EmbeddingService service, String condition) {
        return Optional.ofNullable(service.getStatus())
                .flatMap(status -> status.condition(condition))
                .map(Condition::reason)
                .orElse(NONE);
    }
}
