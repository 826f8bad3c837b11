package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.kinds.Immutable;
import io.embeddingops.kinds.Kind;
import io.embeddingops.plan.Plan;
import io.embeddingops.status.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.HttpURLConnection;
import java.util.Optional;

/**
 * Creates, updates or deletes one object of a service as its plan requires.
 *
 * @param <R> the object's class
 */
final class Child<R extends HasMetadata> {

    /** A resource version that no object has, so an apply with it either creates the object or conflicts. */
    private static final String NOT_THERE = "1";

    private final Kind<R> kind;
    private final KindInformer<R> informer;

    Child(Kind<R> kind, KindInformer<R> informer) {
        this.kind = kind;
        this.informer = informer;
    }

    Kind<R> kind() {
        return kind;
    }

    KindInformer<R> informer() {
        return informer;
    }

    /** The object as it was last seen or written. */
    Optional<R> current(EmbeddingService service) {
        return informer.get(id(service)).filter(object -> Owner.names(service, object));
    }

    /**
     * Writes only if something differs.
     *
     * @throws NameConflictException if an object of that name belongs to somebody else, or cannot be changed
     */
    void reconcile(EmbeddingService service, Plan plan, Context<EmbeddingService> context) {
        var actual = current(service);
        if (actual.isPresent() && informer.matches().matches(service, plan, actual.get())) {
            return;
        }
        var wanted = kind.build(plan);
        wanted.ifPresent(object -> {
            object.getMetadata().setOwnerReferences(Owner.references(service));
            AppliedObject.mark(object);
        });
        if (wanted.isEmpty()) {
            actual.filter(object -> !kind.lasting()).ifPresent(object -> delete(service, object, context.getClient()));
        } else if (actual.isEmpty()) {
            informer.matches().put(service, plan, create(service, wanted.get(), context.getClient()));
        } else if (matches(actual.get(), wanted.get(), context)) {
            informer.matches().put(service, plan, actual.get());
        } else {
            informer.matches().put(service, plan, update(service, actual.get(), wanted.get(), context.getClient()));
        }
    }

    private boolean matches(R actual, R wanted, Context<EmbeddingService> context) {
        return AppliedObject.isUnchanged(actual, wanted)
                || SSABasedGenericKubernetesResourceMatcher.<R>getInstance().matches(actual, wanted, context);
    }

    private R create(EmbeddingService service, R wanted, KubernetesClient client) {
        wanted.getMetadata().setResourceVersion(NOT_THERE);
        try {
            return informer.write(service, id(service), () -> {
                var created = apply(wanted, client);
                informer.source().handleRecentResourceCreate(id(service), created);
                return created;
            });
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            wanted.getMetadata().setResourceVersion(null);
            var found = Optional.ofNullable(client.resource(wanted).get()).orElseThrow(() -> e);
            if (!Owner.owns(service, found)) {
                throw new NameConflictException(Verdict.conflict(kind.kind(), name(wanted)));
            }
            // the object belongs to the service but is not in the cache: somebody removed its labels
            return update(service, found, wanted, client);
        }
    }

    /** Fails if the object has changed since it was read, for example because an autoscaler took over the replicas. */
    private R update(EmbeddingService service, R actual, R wanted, KubernetesClient client) {
        if (Immutable.forbids(actual, wanted)) {
            throw new NameConflictException(Verdict.immutable(kind.kind(), name(wanted)));
        }
        wanted.getMetadata().setResourceVersion(actual.getMetadata().getResourceVersion());
        return informer.write(service, id(service), () -> {
            var updated = apply(wanted, client);
            informer.source().handleRecentResourceUpdate(id(service), updated, actual);
            return updated;
        });
    }

    private static <T extends HasMetadata> T apply(T wanted, KubernetesClient client) {
        return client.resource(wanted)
                .fieldManager(FieldManager.NAME)
                .forceConflicts()
                .serverSideApply();
    }

    /** Deletes only the version that was read, and only what belongs to this very service. */
    private void delete(EmbeddingService service, R actual, KubernetesClient client) {
        if (Owner.owns(service, actual) && actual.getMetadata().getDeletionTimestamp() == null) {
            client.resource(actual)
                    .lockResourceVersion(actual.getMetadata().getResourceVersion())
                    .delete();
        }
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }

    private ResourceID id(EmbeddingService service) {
        return new ResourceID(
                kind.objectName(service.getMetadata().getName()),
                service.getMetadata().getNamespace());
    }
}
