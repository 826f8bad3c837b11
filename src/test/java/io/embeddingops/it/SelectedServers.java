package io.embeddingops.it;

import io.embeddingops.resources.Labels;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Watches which servers a Service selects. */
public final class SelectedServers implements ResourceEventHandler<Service>, AutoCloseable {

    private final List<Change> changes = new ArrayList<>();
    private final SharedIndexInformer<Service> informer;

    /** The Service selects these servers since then. */
    public record Change(Instant at, String servers) {}

    public SelectedServers(Tenant tenant, String service) {
        informer = tenant.kubernetesService(service).inform(this);
    }

    /** All changes so far, with the state at the beginning. */
    public synchronized List<Change> changes() {
        return List.copyOf(changes);
    }

    /** The servers that the Service has selected, one after the other. */
    public List<String> servers() {
        return changes().stream().map(Change::servers).toList();
    }

    /** The latest change. */
    public synchronized Change last() {
        return changes.get(changes.size() - 1);
    }

    @Override
    public synchronized void onAdd(Service service) {
        var servers = service.getSpec().getSelector().get(Labels.SERVICE);
        if (changes.isEmpty() || !last().servers().equals(servers)) {
            changes.add(new Change(Instant.now(), servers));
        }
    }

    @Override
    public void onUpdate(Service before, Service service) {
        onAdd(service);
    }

    @Override
    public void onDelete(Service service, boolean unknown) {}

    @Override
    public void close() {
        informer.close();
    }
}
