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

/** Watches a service's pods to record even short-lived states. */
final class PodRecorder implements ResourceEventHandler<Pod>, AutoCloseable {

    private final Map<String, Pod> last = new HashMap<>();
    private final Map<String, Instant> deletedAt = new HashMap<>();
    private final Set<String> living = new LinkedHashSet<>();
    private final SharedIndexInformer<Pod> informer;
    private int max;

    PodRecorder(LiveService service) {
        informer = service.podResources().inform(this);
    }

    /** The maximum number of pods that were not terminating. */
    synchronized int max() {
        return max;
    }

    /** The names of all pods seen so far. */
    synchronized Set<String> seen() {
        return Set.copyOf(last.keySet());
    }

    synchronized Optional<Instant> deletedAt(String pod) {
        return Optional.ofNullable(deletedAt.get(pod));
    }

    /** The terminated state of the pod's server. */
    synchronized Optional<ContainerStateTerminated> terminated(String pod) {
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
        max = Math.max(max, living.size());
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
        deletedAt.put(name, Instant.now());
    }

    @Override
    public void close() {
        informer.close();
    }
}
