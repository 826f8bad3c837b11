package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.resources.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Takes over what an earlier service of the same name left behind, if an annotation of the object asks for it. */
final class Adoption {

    /** Key of the annotation. Its value is the name of the service that the object shall belong to. */
    static final String ANNOTATION = EmbeddingService.GROUP + "/adopt";

    private Adoption() {}

    /** Whether the operator made the object for a service of that name and nobody owns it now. */
    static boolean isOrphan(EmbeddingService service, HasMetadata object) {
        var metadata = object.getMetadata();
        var labels = Optional.ofNullable(metadata.getLabels()).orElse(Map.of());
        return metadata.getDeletionTimestamp() == null
                && metadata.getOwnerReferences().stream()
                        .map(OwnerReference::getController)
                        .noneMatch(Boolean.TRUE::equals)
                && Labels.OPERATOR.equals(labels.get(Labels.MANAGED_BY))
                && name(service).equals(labels.getOrDefault(Labels.INSTANCE, labels.get(Labels.SERVICE)))
                && hasSelector(object);
    }

    /** Whether the object is an orphan that shall belong to that service. */
    static boolean isAsked(EmbeddingService service, HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getAnnotations())
                        .map(annotations -> annotations.get(ANNOTATION))
                        .filter(name(service)::equals)
                        .isPresent()
                && isOrphan(service, object);
    }

    /** The command that asks for the adoption of all that a service left behind. */
    static String command(EmbeddingService service) {
        return command(service, name(service));
    }

    /** The same for servers of that name. */
    static String command(EmbeddingService service, String servers) {
        // kubectl refuses the whole command for a kind that the cluster may not have
        var route = service.getSpec() != null && service.getSpec().route() != null ? ",httproute" : "";
        return "kubectl annotate -n " + service.getMetadata().getNamespace()
                + " service,deployment,configmap,poddisruptionbudget,networkpolicy" + route + " -l "
                + Labels.selectorText(servers) + " " + ANNOTATION + "=" + name(service);
    }

    /** Makes the service the owner of that version of the object, and removes the annotation: it counts only once. */
    static <R extends HasMetadata> R adopt(EmbeddingService service, R orphan, KubernetesClient client) {
        var annotations = new HashMap<String, Object>();
        annotations.put(ANNOTATION, null);
        var patch = Map.of(
                "metadata",
                Map.of(
                        "resourceVersion",
                        orphan.getMetadata().getResourceVersion(),
                        "annotations",
                        annotations,
                        "ownerReferences",
                        Owner.references(service)));
        return client.resource(orphan)
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager(FieldManager.NAME)
                                .build(),
                        client.getKubernetesSerialization().asJson(patch));
    }

    /** A Deployment's selector cannot be changed. */
    private static boolean hasSelector(HasMetadata object) {
        return !(object instanceof Deployment deployment)
                || Optional.ofNullable(deployment.getSpec().getSelector())
                        .map(LabelSelector::getMatchLabels)
                        .filter(
                                Map.of(
                                        Labels.SERVICE,
                                        object.getMetadata().getLabels().getOrDefault(Labels.SERVICE, ""))::equals)
                        .isPresent();
    }

    private static String name(EmbeddingService service) {
        return service.getMetadata().getName();
    }
}
