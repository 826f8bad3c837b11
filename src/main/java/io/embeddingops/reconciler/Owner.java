package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;

/** Says of an object that it belongs to a service, so that Kubernetes deletes it with the service. */
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

    /** Whether the object says that it belongs to a service of that name, be it an earlier one. */
    static boolean names(EmbeddingService service, HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> EmbeddingService.KIND.equals(owner.getKind())
                        && owner.getApiVersion().startsWith(EmbeddingService.GROUP + "/")
                        && service.getMetadata().getName().equals(owner.getName()));
    }

    static boolean owns(EmbeddingService service, HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> service.getMetadata().getUid().equals(owner.getUid()));
    }
}
