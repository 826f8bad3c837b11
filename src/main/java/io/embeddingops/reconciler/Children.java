package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.client.Discovery;
import io.embeddingops.keda.ScaledObject;
import io.embeddingops.keda.ScaledObjectStatus;
import io.embeddingops.kinds.Kind;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.plan.Plan;
import io.embeddingops.reconciler.events.CrdWaiter;
import io.embeddingops.resources.SpecFields;
import io.embeddingops.status.Reason;
import io.embeddingops.status.RefusedWrite;
import io.embeddingops.status.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.EventSourceRetriever;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;

/** The objects that a service's plan asks for. */
final class Children {

    private final List<Child<?>> children;
    private final KindInformer<Deployment> deployments;
    private final KindInformer<Service> services;
    private final KindInformer<HTTPRoute> routes;
    private final KindInformer<HorizontalPodAutoscaler> autoscalers;
    private final KindInformer<ScaledObject> scaledObjects;
    private final CrdWaiter waiter;

    Children(Kinds kinds, KindInformers informers, CrdWaiter waiter, KubernetesClient client, WriteSlots slots) {
        this.children = kinds.built().stream()
                .<Child<?>>map(kind -> child(kind, informers, client, slots))
                .toList();
        this.deployments = informers.of(Deployment.class);
        this.services = informers.of(Service.class);
        this.routes = informers.of(HTTPRoute.class);
        this.autoscalers = informers.of(HorizontalPodAutoscaler.class);
        this.scaledObjects = informers.of(ScaledObject.class);
        this.waiter = waiter;
    }

    private static <R extends HasMetadata> Child<R> child(
            Kind<R> kind, KindInformers informers, KubernetesClient client, WriteSlots slots) {
        return new Child<>(kind, informers.of(kind.type()), client, slots);
    }

    /**
     * Creates, updates and deletes objects as the plans require.
     *
     * @return a verdict for each optional object that could not be created
     * @throws NameConflictException if the name of a required object is taken
     * @throws WriteException if the API server does not accept an object
     */
    List<Verdict> apply(EmbeddingService service, Layout layout, Context<EmbeddingService> context) {
        var others = layout.others();
        return children.stream()
                .flatMap(child -> Kinds.plans(child.kind(), layout.serving(), others)
                        .map(plan -> apply(child, service, plan, context)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Deletes the Deployment of servers that must not run. What they leave behind is used by the next servers of that name. */
    void remove(EmbeddingService service, String servers) {
        children.stream()
                .filter(child -> child.kind().type() == Deployment.class)
                .forEach(child -> child.remove(service, child.kind().objectName(servers)));
    }

    /** The Deployment of servers of that name as it was last seen or written. */
    Optional<Deployment> deployment(EmbeddingService service, String servers) {
        return deployments
                .get(new ResourceID(servers, service.getMetadata().getNamespace()))
                .filter(found -> Owner.names(service, found) || Adoption.isAsked(service, found));
    }

    /** The Service as it was last seen or written. */
    Optional<Service> service(EmbeddingService service) {
        return services.get(ResourceID.fromResource(service)).filter(found -> Owner.names(service, found));
    }

    /** The HTTPRoute as it was last seen or written. */
    Optional<HTTPRoute> route(EmbeddingService service) {
        return routes.get(ResourceID.fromResource(service)).filter(found -> Owner.owns(service, found));
    }

    /** Whether the cluster has KEDA, as far as the operator knows: it looks when it starts, and when a service asks for KEDA. */
    boolean hasKeda() {
        return scaledObjects.present();
    }

    /** The ScaledObject as it was last seen or written, unless KEDA is cleaning it up. */
    Optional<ScaledObject> scaledObject(EmbeddingService service) {
        return scaledObjects
                .get(ResourceID.fromResource(service))
                .filter(found ->
                        Owner.owns(service, found) && found.getMetadata().getDeletionTimestamp() == null);
    }

    /** What scales the service: the operator's own object, or what KEDA made of the ScaledObject. */
    Optional<HorizontalPodAutoscaler> autoscaler(EmbeddingService service) {
        var metadata = service.getMetadata();
        return scaledObject(service)
                .map(object -> autoscalers
                        .get(new ResourceID(autoscaler(object), metadata.getNamespace()))
                        .filter(found -> Owner.owns(object, found)))
                .orElseGet(() ->
                        autoscalers.get(ResourceID.fromResource(service)).filter(found -> Owner.owns(service, found)));
    }

    private static String autoscaler(ScaledObject object) {
        return Optional.ofNullable(object.getStatus())
                .map(ScaledObjectStatus::hpaName)
                .orElse("keda-hpa-" + object.getMetadata().getName());
    }

    private Optional<Verdict> apply(
            Child<?> child, EmbeddingService service, Plan plan, Context<EmbeddingService> context) {
        try {
            if (child.informer().present()) {
                child.reconcile(service, plan, context);
                return Optional.empty();
            }
        } catch (NameConflictException e) {
            if (!child.kind().optional()) {
                throw e;
            }
            return Optional.of(e.verdict());
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND || isInstalled(child, context.getClient())) {
                var fields = child.kind().build(plan).map(built -> SpecFields.of(built, plan));
                return Optional.of(refused(child.kind(), child.kind().objectName(plan), fields, e));
            }
            child.informer().end(context.eventSourceRetriever());
        }
        return missing(child, service, plan, context);
    }

    /**
     * A service runs without an optional object that admission refuses.
     *
     * @param object the object's name
     * @param fields which fields of the service the object is made of; empty if it is not made of any
     * @throws WriteException if the service cannot run without the object, or the API server failed
     */
    static Verdict refused(Kind<?> kind, String object, Optional<SpecFields> fields, KubernetesClientException answer) {
        var error = new WriteException(new RefusedWrite(kind.kind(), object, fields), answer);
        return ApplyErrors.expected(error)
                .flatMap(Failure::verdict)
                .filter(verdict -> kind.optional() && verdict.reason() == Reason.ADMISSION_REFUSED)
                .orElseThrow(() -> error);
    }

    /** Waits for the CRD if the plan asks for an object of a kind that the cluster lacks. */
    private Optional<Verdict> missing(
            Child<?> child, EmbeddingService service, Plan plan, Context<EmbeddingService> context) {
        var crd = child.kind().crd().orElseThrow();
        var id = ResourceID.fromResource(service);
        if (child.kind().build(plan).isEmpty()) {
            waiter.forget(crd, id);
            return Optional.empty();
        }
        var client = context.getClient();
        var sources = context.eventSourceRetriever();
        waiter.await(crd, id, () -> begin(child, client, sources));
        return Optional.of(
                Verdict.kindNotInstalled(child.kind().kind(), child.kind().objectName(plan), crd));
    }

    private static boolean begin(
            Child<?> child, KubernetesClient client, EventSourceRetriever<EmbeddingService> sources) {
        var installed = isInstalled(child, client);
        if (installed) {
            child.informer().begin(sources);
        }
        return installed;
    }

    private static boolean isInstalled(Child<?> child, KubernetesClient client) {
        return child.kind().crd().isEmpty()
                || Discovery.serves(client, child.kind().type());
    }
}
