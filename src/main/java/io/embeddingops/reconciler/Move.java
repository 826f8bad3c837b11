package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.VectorSpaceStatus;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Waits after a Service was moved to other servers until its clients cannot reach the earlier ones any more. */
final class Move {

    /** The label that Kubernetes gives the slices of a Service. */
    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    /** Time in which kube-proxy writes the rules of changed slices: it does that once a second. */
    private static final Duration PROXY = Duration.ofSeconds(2);

    private final PerService<Instant> moved;

    Move(PerService<Instant> moved) {
        this.moved = moved;
    }

    /**
     * Whether clients may still reach the earlier servers.
     *
     * @param flipped when the Service was moved
     * @param earlier names of the pods that served before
     */
    boolean isUnderWay(
            EmbeddingService service,
            Optional<Instant> flipped,
            Set<String> earlier,
            Instant now,
            KubernetesClient client) {
        if (flipped.filter(time -> isUnacknowledged(service, time)).isEmpty()) {
            moved.remove(service);
            return false;
        }
        if (slices(service, client).flatMap(Move::pods).anyMatch(earlier::contains)) {
            moved.remove(service);
            return true;
        }
        var since = moved.get(service).filter(seen -> !seen.isBefore(flipped.get()));
        if (since.isEmpty()) {
            moved.put(service, now);
        }
        return now.isBefore(since.orElse(now).plus(PROXY));
    }

    private static boolean isUnacknowledged(EmbeddingService service, Instant flipped) {
        return Optional.ofNullable(service.getStatus())
                .map(EmbeddingServiceStatus::vectorSpace)
                .map(VectorSpaceStatus::since)
                .flatMap(StoredTime::parse)
                .filter(since -> since.isBefore(flipped))
                .isPresent();
    }

    private static Stream<EndpointSlice> slices(EmbeddingService service, KubernetesClient client) {
        return client
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(service.getMetadata().getNamespace())
                .withLabel(SERVICE_NAME, service.getMetadata().getName())
                .list()
                .getItems()
                .stream();
    }

    private static Stream<String> pods(EndpointSlice slice) {
        return Optional.ofNullable(slice.getEndpoints()).stream()
                .flatMap(endpoints -> endpoints.stream())
                .flatMap(endpoint ->
                        Optional.ofNullable(endpoint.getTargetRef()).map(ObjectReference::getName).stream());
    }
}
