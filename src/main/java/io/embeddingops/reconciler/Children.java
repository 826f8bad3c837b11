package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.resources.ServerDeployment;
import io.embeddingops.resources.ServerService;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Optional;

/** The table of everything a service becomes. */
final class Children {

    private final Child<Service> service;
    private final Child<Deployment> deployment;

    Children(AlreadyThere alreadyThere) {
        service = new Child<>(Service.class, ServerService::build, alreadyThere);
        deployment = new Child<>(Deployment.class, ServerDeployment::build, alreadyThere);
    }

    /** The Service comes first: where its name is taken, no pod is started that nobody could reach. */
    void apply(EmbeddingService owner, Context<EmbeddingService> context) {
        service.reconcile(owner, context);
        deployment.reconcile(owner, context);
    }

    /** The Deployment as it was last seen or written. */
    Optional<Deployment> deployment(EmbeddingService owner, Context<EmbeddingService> context) {
        return deployment.getSecondaryResource(owner, context);
    }

    List<InformerEventSource<?, EmbeddingService>> informers(EventSourceContext<EmbeddingService> context) {
        return List.of(
                service.eventSource(context).orElseThrow(),
                deployment.eventSource(context).orElseThrow());
    }

    List<EventSource<?, EmbeddingService>> ownWrites() {
        return List.of(service.ownWrites(), deployment.ownWrites());
    }
}
