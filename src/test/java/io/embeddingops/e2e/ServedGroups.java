package io.embeddingops.e2e;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
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

    /** By then Kubernetes knows that a container has ended. A server that was restarted needs longer to be ready. */
    private static final Duration NOTICED = Duration.ofSeconds(15);

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

    /** From a change of the endpoints to another one. */
    record Unnoticed(Instant begin, Instant end) {}

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

    /** The time in which a server that was killed got requests, since Kubernetes had not noticed it; empty if it got none. */
    synchronized Optional<Unnoticed> unnoticed(String pod, Instant killed) {
        var begin = Optional.<Instant>empty();
        for (var state : states) {
            if (!state.at().isAfter(killed)) {
                begin = state.ready().contains(pod) ? Optional.of(killed) : Optional.empty();
            } else if (state.ready().contains(pod)) {
                // a flip to servers of which one has just been killed
                begin = begin.or(() -> Optional.of(state.at()).filter(at -> at.isBefore(killed.plus(NOTICED))));
            } else if (begin.isPresent()) {
                return Optional.of(new Unnoticed(begin.get(), state.at()));
            }
        }
        return Optional.empty();
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
