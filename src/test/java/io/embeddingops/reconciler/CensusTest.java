package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.fixtures.Given;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CensusTest {

    private static final long SECOND = 1_000_000_000;

    private final List<EmbeddingService> services = new ArrayList<>();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private long now = Long.MAX_VALUE - 1;
    private int lists;

    @Test
    void countsServicesByReason() {
        Census.begin(cache(), metrics, () -> now);
        assertThat(number("embedding.operator.services", "Ready")).isZero();

        services.add(service("Ready", "VectorSpaceChanged"));
        services.add(service("Ready", "Verified"));
        services.add(service("ImagePullFailed", "Verified"));
        services.add(Given.service("{model: {path: /m}}"));
        now += SECOND;

        assertThat(number("embedding.operator.services", "Ready")).isEqualTo(2);
        assertThat(number("embedding.operator.services", "ImagePullFailed")).isEqualTo(1);
        assertThat(number("embedding.operator.services", "None")).isEqualTo(1);
        assertThat(number("embedding.operator.services.verified", "Verified")).isEqualTo(2);
        assertThat(number("embedding.operator.services.verified", "VectorSpaceChanged"))
                .isEqualTo(1);
        assertThat(number("embedding.operator.services.fallback", "FallbackServing"))
                .isEqualTo(3);
        assertThat(number("embedding.operator.services.fallback", "FallbackStandby"))
                .isZero();

        services.clear();
        now += SECOND;
        assertThat(number("embedding.operator.services", "Ready")).isZero();
    }

    @Test
    void oneScrapeCountsServicesOnce() {
        Census.begin(cache(), metrics, () -> now);
        readAll();
        readAll();
        assertThat(lists).isEqualTo(1);

        now += SECOND;
        readAll();
        assertThat(lists).isEqualTo(2);
    }

    @Test
    void numberOfMetricsIsIndependentOfServices() {
        Census.begin(cache(), metrics, () -> now);
        var before = metrics.getMeters().size();
        services.add(service("Ready", "Verified"));
        number("embedding.operator.services", "Ready");

        assertThat(metrics.getMeters()).hasSize(before);
    }

    private void readAll() {
        metrics.getMeters().forEach(meter -> ((Gauge) meter).value());
    }

    private double number(String name, String reason) {
        return metrics.get(name).tag("reason", reason).gauge().value();
    }

    private static EmbeddingService service(String ready, String verified) {
        return Given.SERIALIZATION.unmarshal("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: a, namespace: b}
                status:
                  conditions:
                  - {type: Ready, status: 'False', reason: %s, message: m, lastTransitionTime: t}
                  - {type: Verified, status: 'False', reason: %s, message: m, lastTransitionTime: t}
                  - {type: FallbackReady, status: 'True', reason: FallbackServing, message: m, lastTransitionTime: t}
                """.formatted(ready, verified), EmbeddingService.class);
    }

    private ResourceCache<EmbeddingService> cache() {
        return new ResourceCache<>() {
            @Override
            public Optional<EmbeddingService> get(ResourceID id) {
                return Optional.empty();
            }

            @Override
            public Stream<ResourceID> keys() {
                return Stream.empty();
            }

            @Override
            public Stream<EmbeddingService> list(Predicate<EmbeddingService> predicate) {
                lists++;
                return services.stream().filter(predicate);
            }

            @Override
            public Stream<EmbeddingService> list(String namespace, Predicate<EmbeddingService> predicate) {
                return list(predicate);
            }
        };
    }
}
