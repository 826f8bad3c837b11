package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.resources.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Set;

/**
 * Watches the pods of all services; a pod belongs to the service that its label names. The client leaves out their specs,
 * which nobody looks at.
 */
final class Pods {

    private Pods() {}

    static InformerEventSource<Pod, EmbeddingService> eventSource(
            EventSourceContext<EmbeddingService> context, AlreadyThere alreadyThere) {
        var configuration = InformerEventSourceConfiguration.from(Pod.class, EmbeddingService.class)
                .withName("Pod")
                .withNamespacesInheritedFromController()
                .withLabelSelector(Labels.MANAGED_BY + "=" + Labels.OPERATOR)
                .withInformerListLimit(Controller.LIST_LIMIT)
                .withSecondaryToPrimaryMapper(Pods::service)
                .withOnAddFilter(alreadyThere::isNews)
                .build();
        return new InformerEventSource<>(configuration, context);
    }

    private static Set<ResourceID> service(Pod pod) {
        var name = pod.getMetadata().getLabels().get(Labels.SERVICE);
        return name == null
                ? Set.of()
                : Set.of(new ResourceID(name, pod.getMetadata().getNamespace()));
    }
}
