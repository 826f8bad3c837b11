package io.embeddingops.e2e;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Watches status.vectorSpace.id: when a client could know that another space serves. */
final class AcknowledgedIds implements ResourceEventHandler<EmbeddingService>, AutoCloseable {

    private final List<Seen> seen = new ArrayList<>();
    private final SharedIndexInformer<EmbeddingService> informer;

    private record Seen(Instant at, String id) {}

    AcknowledgedIds(LiveService service) {
        informer = service.tenant()
                .client()
                .resources(EmbeddingService.class)
                .inNamespace(service.tenant().namespace())
                .withName(service.name())
                .inform(this);
    }

    /** When the id was seen first, after that time. */
    synchronized Optional<Instant> acknowledged(String id, Instant after) {
        return seen.stream()
                .filter(status -> status.at().isAfter(after) && status.id().equals(id))
                .map(Seen::at)
                .findFirst();
    }

    @Override
    public synchronized void onAdd(EmbeddingService service) {
        var status = service.getStatus();
        if (status != null
                && status.vectorSpace() != null
                && status.vectorSpace().id() != null) {
            seen.add(new Seen(Instant.now(), status.vectorSpace().id()));
        }
    }

    @Override
    public void onUpdate(EmbeddingService before, EmbeddingService service) {
        onAdd(service);
    }

    @Override
    public void onDelete(EmbeddingService service, boolean unknown) {}

    @Override
    public void close() {
        informer.close();
    }
}
