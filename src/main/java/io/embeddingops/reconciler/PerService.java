package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Remembers a value for each of some services. When one more is added, services that no longer exist are forgotten. */
final class PerService<T> {

    private final Predicate<ResourceID> exists;
    private final Map<ResourceID, T> values = new ConcurrentHashMap<>();

    PerService(Predicate<ResourceID> exists) {
        this.exists = exists;
    }

    Optional<T> get(EmbeddingService service) {
        return Optional.ofNullable(values.get(ResourceID.fromResource(service)));
    }

    void put(EmbeddingService service, T value) {
        if (values.put(ResourceID.fromResource(service), value) == null) {
            values.keySet().removeIf(known -> !exists.test(known));
        }
    }

    void remove(EmbeddingService service) {
        values.remove(ResourceID.fromResource(service));
    }
}
