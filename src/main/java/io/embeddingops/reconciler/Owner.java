package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.resources.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Owner references: they mark an object as a service's own, and Kubernetes deletes it together with the service. */
final class Owner {

    private Owner() {}

    static List<OwnerReference> references(EmbeddingService service) {
        var owner = new OwnerReference();
        owner.setApiVersion(EmbeddingService.API_VERSION);
        owner.setKind(EmbeddingService.KIND);
        owner.setName(service.getMetadata().getName());
        owner.setUid(service.getMetadata().getUid());
        owner.setController(true);
        owner.setBlockOwnerDeletion(true);
        return List.of(owner);
    }

    /** Whether the object belongs to a service of that name, or to an earlier one of the same name. */
    static boolean names(EmbeddingService service, HasMetadata object) {
        return owners(object).anyMatch(service.getMetadata().getName()::equals);
    }

    /** The services that the object belongs to, by owner reference or by the labels of pods. */
    static Set<ResourceID> services(HasMetadata object) {
        var labels = Optional.ofNullable(object.getMetadata().getLabels()).orElse(Map.of());
        return Stream.concat(
                        owners(object),
                        Stream.ofNullable(labels.getOrDefault(Labels.INSTANCE, labels.get(Labels.SERVICE))))
                .map(name -> new ResourceID(name, object.getMetadata().getNamespace()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> owners(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(owner -> EmbeddingService.KIND.equals(owner.getKind())
                        && owner.getApiVersion().startsWith(EmbeddingService.GROUP + "/"))
                .map(OwnerReference::getName);
    }

    /** Whether the object belongs to this very one, and not to an earlier one of the same name. */
    static boolean owns(HasMetadata parent, HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> parent.getMetadata().getUid().equals(owner.getUid()));
    }
}
