package io.embeddingops.e2e;

import io.embeddingops.kinds.Kinds;
import io.embeddingops.resources.Labels;
import io.embeddingops.transition.Slot;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The objects that the operator has created for a service, as {@code KIND/NAME}. */
final class ServiceObjects {

    private ServiceObjects() {}

    static Set<String> of(LiveService service) {
        var found = new TreeSet<String>();
        Kinds.all().types().stream()
                .flatMap(type -> objects(service, type))
                .filter(object -> object.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getName().equals(service.name())))
                .forEach(object ->
                        found.add(object.getKind() + "/" + object.getMetadata().getName()));
        return found;
    }

    /** The pods of both of its Deployments, including terminating ones. */
    static List<Pod> pods(LiveService service) {
        return service.tenant()
                .client()
                .pods()
                .inNamespace(service.tenant().namespace())
                .withLabelIn(Labels.SERVICE, Slot.A.servers(service.name()), Slot.B.servers(service.name()))
                .list()
                .getItems();
    }

    private static Stream<? extends HasMetadata> objects(LiveService service, Class<? extends HasMetadata> type) {
        try {
            return service
                    .tenant()
                    .client()
                    .resources(type)
                    .inNamespace(service.tenant().namespace())
                    .list()
                    .getItems()
                    .stream();
        } catch (KubernetesClientException e) {
            if (e.getCode() == 404) {
                return Stream.of(); // the kind is not installed
            }
            throw e;
        }
    }

    /** The names of a service's Deployments. */
    static List<String> deployments(LiveService service) {
        return of(service).stream()
                .filter(object -> object.startsWith("Deployment/"))
                .map(object -> object.substring("Deployment/".length()))
                .toList();
    }
}
