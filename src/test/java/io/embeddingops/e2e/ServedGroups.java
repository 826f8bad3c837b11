package io.embeddingops.e2e;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Watches the EndpointSlices of a Service: which pods of which Deployment it sends requests to, in each of their versions. */
final class ServedGroups implements ResourceEventHandler<EndpointSlice>, AutoCloseable {

    private final Map<String, List<Endpoint>> slices = new HashMap<>();
    private final List<State> states = new ArrayList<>();
    private SharedIndexInformer<EndpointSlice> informer;

    /**
     * The endpoints after one change.
     *
     * @param pods all that are listed
     * @param ready those that get requests
     */
    record State(Instant at, Set<String> pods, Set<String> ready) {

        /** The names of their Deployments. */
        Set<String> groups() {
            return pods.stream()
                    // DEPLOYMENT-HASH-ID
                    .map(pod -> pod.replaceFirst("-[^-]+-[^-]+$", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Begins to watch a service. */
    static ServedGroups of(LiveService service) {
        var groups = new ServedGroups();
        groups.informer = service.tenant()
                .client()
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(service.tenant().namespace())
                .withLabel("kubernetes.io/service-name", service.name())
                .inform(groups);
        return groups;
    }

    /** The states in which pods of several Deployments are listed. */
    synchronized List<State> mixed() {
        return states.stream().filter(state -> state.groups().size() > 1).toList();
    }

    synchronized Set<String> groups() {
        return states.get(states.size() - 1).groups();
    }

    /** When the pod got no more requests, after that time. */
    synchronized Optional<Instant> unlisted(String pod, Instant after) {
        return states.stream()
                .filter(state -> state.at().isAfter(after) && !state.ready().contains(pod))
                .map(State::at)
                .findFirst();
    }

    synchronized List<State> states() {
        return List.copyOf(states);
    }

    @Override
    public synchronized void onAdd(EndpointSlice slice) {
        slices.put(slice.getMetadata().getName(), slice.getEndpoints());
        record();
    }

    @Override
    public void onUpdate(EndpointSlice before, EndpointSlice slice) {
        onAdd(slice);
    }

    @Override
    public synchronized void onDelete(EndpointSlice slice, boolean unknown) {
        slices.remove(slice.getMetadata().getName());
        record();
    }

    private void record() {
        var pods = new TreeSet<String>();
        var ready = new TreeSet<String>();
        slices.values().stream().flatMap(List::stream).forEach(endpoint -> {
            var pod = endpoint.getTargetRef().getName();
            pods.add(pod);
            if (!Boolean.FALSE.equals(endpoint.getConditions().getReady())) {
                ready.add(pod);
            }
        });
        states.add(new State(Instant.now(), pods, ready));
    }

    @Override
    public void close() {
        informer.close();
    }
}
