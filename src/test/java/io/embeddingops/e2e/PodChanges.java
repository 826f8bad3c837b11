package io.embeddingops.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The times at which pods of a service came, went, or changed their readiness. */
final class PodChanges implements ResourceEventHandler<Pod>, AutoCloseable {

    private final List<Instant> times = new CopyOnWriteArrayList<>();
    private final SharedIndexInformer<Pod> informer;

    PodChanges(LiveService service) {
        informer = service.podResources().inform(this);
    }

    List<Instant> times() {
        return List.copyOf(times);
    }

    @Override
    public void onAdd(Pod pod) {
        times.add(Instant.now());
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
        if (Readiness.isPodReady(before) != Readiness.isPodReady(pod) || goes(before) != goes(pod)) {
            times.add(Instant.now());
        }
    }

    private static boolean goes(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    @Override
    public void onDelete(Pod pod, boolean unknown) {
        times.add(Instant.now());
    }

    @Override
    public void close() {
        informer.close();
    }
}
