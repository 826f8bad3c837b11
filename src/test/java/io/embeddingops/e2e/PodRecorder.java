package io.embeddingops.e2e;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Watches a service's pods, so that nothing that lasts but a moment is missed. */
final class PodRecorder implements ResourceEventHandler<Pod>, AutoCloseable {

    private final Map<String, Pod> last = new HashMap<>();
    private final Map<String, Instant> gone = new HashMap<>();
    private final Set<String> living = new LinkedHashSet<>();
    private final SharedIndexInformer<Pod> informer;
    private int most;

    PodRecorder(LiveService service) {
        informer = service.podResources().inform(this);
    }

    /** The largest number of pods at one time that were not on their way out. */
    synchronized int most() {
        return most;
    }

    /** Names of all pods ever seen. */
    synchronized Set<String> seen() {
        return Set.copyOf(last.keySet());
    }

    synchronized Optional<Instant> gone(String pod) {
        return Optional.ofNullable(gone.get(pod));
    }

    /** How the pod's server ended. */
    synchronized Optional<ContainerStateTerminated> end(String pod) {
        return Optional.ofNullable(last.get(pod))
                .map(seen -> seen.getStatus()
                        .getContainerStatuses()
                        .get(0)
                        .getState()
                        .getTerminated());
    }

    @Override
    public synchronized void onAdd(Pod pod) {
        var name = pod.getMetadata().getName();
        last.put(name, pod);
        if (pod.getMetadata().getDeletionTimestamp() == null) {
            living.add(name);
        } else {
            living.remove(name);
        }
        most = Math.max(most, living.size());
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
        onAdd(pod);
    }

    @Override
    public synchronized void onDelete(Pod pod, boolean unknown) {
        var name = pod.getMetadata().getName();
        last.put(name, pod);
        living.remove(name);
        gone.put(name, Instant.now());
    }

    @Override
    public void close() {
        informer.close();
    }
}
