package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.VectorSpaceStatus;
import io.embeddingops.guard.VectorSpaceState;
import io.embeddingops.guard.VectorSpaces;
import io.embeddingops.guard.Verified;
import io.embeddingops.guard.VerifiedReason;
import io.embeddingops.health.ServiceKey;
import io.embeddingops.plan.VerificationPlan;
import io.embeddingops.resources.VectorSpaceStore;
import io.embeddingops.verification.Fingerprint;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Stores the accepted vectors of each service in a ConfigMap, and keeps the last version in memory. */
final class VectorSpaceMaps {

    private final KindInformer<ConfigMap> informer;
    private final KubernetesClient client;

    /** Used to restore a ConfigMap that was deleted. */
    private final Map<ServiceKey, Seen> last = new ConcurrentHashMap<>();

    /**
     * The last known vectors of a service.
     *
     * @param version resource version of the ConfigMap that they were read from; empty if they were not read
     */
    private record Seen(String uid, String version, VectorSpaces spaces) {}

    VectorSpaceMaps(KindInformer<ConfigMap> informer, KubernetesClient client) {
        this.client = client;
        this.informer = informer;
    }

    VectorSpaceState known(EmbeddingService service, VerificationPlan plan) {
        var lastId = Optional.ofNullable(service.getStatus())
                .map(EmbeddingServiceStatus::vectorSpace)
                .map(VectorSpaceStatus::id);
        var map = own(service);
        try {
            var spaces = map.isPresent() ? read(service, map.get()) : lastSeen(service);
            return reference(service, plan, spaces, lastId);
        } catch (IllegalArgumentException e) {
            return new VectorSpaceState(
                    VectorSpaces.NONE, Optional.empty(), lastId, Optional.of(damaged(map.orElseThrow(), e)));
        }
    }

    /**
     * Writes the vectors if they differ from the stored ones.
     *
     * @param before the stored vectors
     * @return the reason if they cannot be stored
     */
    Optional<Verified> keep(EmbeddingService service, VectorSpaces before, VectorSpaces spaces) {
        var there = own(service);
        if (spaces.equals(VectorSpaces.NONE) || there.isPresent() && spaces.equals(before)) {
            return Optional.empty();
        }
        remember(service, "", spaces);
        var metadata = service.getMetadata();
        var wanted = VectorSpaceStore.write(metadata.getName(), metadata.getNamespace(), spaces);
        wanted.getMetadata().setOwnerReferences(Owner.references(service));
        if (there.isEmpty()) {
            return create(service, wanted);
        }
        wanted.getMetadata().setResourceVersion(there.get().getMetadata().getResourceVersion());
        client.resource(wanted).update();
        return Optional.empty();
    }

    /** A ConfigMap that was created a moment ago may not be in the cache yet. */
    private Optional<Verified> create(EmbeddingService service, ConfigMap wanted) {
        try {
            client.resource(wanted).create();
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            var found = client.resource(wanted).get();
            if (found == null || Owner.owns(service, found)) {
                return Optional.empty();
            }
            return Optional.of(
                    Adoption.isOrphan(service, found) ? orphan(wanted, Adoption.command(service)) : foreign(wanted));
        }
    }

    private static Verified foreign(ConfigMap map) {
        return new Verified(
                Condition.FALSE,
                VerifiedReason.VECTORS_NOT_KEPT.toString(),
                "ConfigMap " + map.getMetadata().getName()
                        + " already exists and does not belong to this EmbeddingService, so the vectors cannot be stored:"
                        + " delete or rename it");
    }

    private static Verified orphan(ConfigMap map, String adopt) {
        return new Verified(
                Condition.FALSE,
                VerifiedReason.VECTORS_NOT_KEPT.toString(),
                "ConfigMap " + map.getMetadata().getName()
                        + " has the vectors of an earlier EmbeddingService of this name: to go on with them, run `"
                        + adopt
                        + "`; otherwise delete it");
    }

    /** Removes a deleted service from memory. */
    void forget(ServiceKey service) {
        last.remove(service);
    }

    /** Decodes vectors, which are long, only once per version of their ConfigMap. */
    private VectorSpaces read(EmbeddingService service, ConfigMap map) {
        var version = map.getMetadata().getResourceVersion();
        var known = seen(service).filter(seen -> seen.version().equals(version)).map(Seen::spaces);
        if (known.isPresent()) {
            return known.get();
        }
        var spaces = VectorSpaceStore.read(map);
        remember(service, version, spaces);
        return spaces;
    }

    private VectorSpaces lastSeen(EmbeddingService service) {
        return seen(service).map(Seen::spaces).orElse(VectorSpaces.NONE);
    }

    private Optional<Seen> seen(EmbeddingService service) {
        return Optional.ofNullable(last.get(key(service)))
                .filter(seen -> seen.uid().equals(service.getMetadata().getUid()));
    }

    private void remember(EmbeddingService service, String version, VectorSpaces spaces) {
        if (!spaces.equals(VectorSpaces.NONE)) {
            last.put(key(service), new Seen(service.getMetadata().getUid(), version, spaces));
        }
    }

    private static ServiceKey key(EmbeddingService service) {
        return new ServiceKey(
                service.getMetadata().getNamespace(), service.getMetadata().getName());
    }

    private VectorSpaceState reference(
            EmbeddingService service, VerificationPlan plan, VectorSpaces spaces, Optional<String> lastId) {
        if (plan.reference().isEmpty()) {
            return new VectorSpaceState(spaces, Optional.empty(), lastId, Optional.empty());
        }
        var name = plan.reference().get();
        var map = client.configMaps()
                .inNamespace(service.getMetadata().getNamespace())
                .withName(name)
                .get();
        try {
            Optional<Fingerprint> vectors = map == null
                    ? Optional.empty()
                    : VectorSpaceStore.read(map).inUse().map(VectorSpaces.InUse::vectors);
            return new VectorSpaceState(
                    spaces, vectors, lastId, vectors.isPresent() ? Optional.empty() : Optional.of(missing(name)));
        } catch (IllegalArgumentException e) {
            return new VectorSpaceState(spaces, Optional.empty(), lastId, Optional.of(damaged(map, e)));
        }
    }

    /** A ConfigMap of another owner does not count here; creating one of that name then fails with a clear message. */
    private Optional<ConfigMap> own(EmbeddingService service) {
        return informer.get(new ResourceID(
                        VectorSpaceStore.name(service.getMetadata().getName()),
                        service.getMetadata().getNamespace()))
                .map(map -> Adoption.isAsked(service, map) ? adopt(service, map) : map)
                .filter(map -> Owner.owns(service, map));
    }

    private ConfigMap adopt(EmbeddingService service, ConfigMap orphan) {
        var adopted = Adoption.adopt(service, orphan, client);
        informer.remember(ResourceID.fromResource(orphan), adopted, orphan);
        return adopted;
    }

    private static Verified missing(String name) {
        return new Verified(
                Condition.UNKNOWN,
                VerifiedReason.REFERENCE_MISSING.toString(),
                "spec.vectorSpace.configMapName: this namespace has no ConfigMap " + name
                        + " with vectors; copy the ConfigMap of the service that captured them");
    }

    private static Verified damaged(ConfigMap map, IllegalArgumentException error) {
        return new Verified(
                Condition.FALSE,
                VerifiedReason.VECTORS_DAMAGED.toString(),
                "ConfigMap " + map.getMetadata().getName() + " is damaged: " + error.getMessage()
                        + "; restore it, or delete it so that the operator writes it again");
    }
}
