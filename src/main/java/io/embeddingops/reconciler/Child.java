package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.kinds.FixedClaim;
import io.embeddingops.kinds.Immutable;
import io.embeddingops.kinds.Kind;
import io.embeddingops.plan.Plan;
import io.embeddingops.resources.Labels;
import io.embeddingops.status.Reason;
import io.embeddingops.status.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates, updates or deletes one object of a service as its plan requires.
 *
 * @param <R> the object's class
 */
final class Child<R extends HasMetadata> {

    private static final Logger LOG = LoggerFactory.getLogger(Child.class);

    /** A resource version that no object has, so an apply with it either creates the object or conflicts. */
    private static final String NOT_THERE = "1";

    private final Kind<R> kind;
    private final KindInformer<R> informer;
    private final KubernetesClient client;
    private final WriteSlots slots;

    Child(Kind<R> kind, KindInformer<R> informer, KubernetesClient client, WriteSlots slots) {
        this.kind = kind;
        this.informer = informer;
        this.client = client;
        this.slots = slots;
    }

    Kind<R> kind() {
        return kind;
    }

    KindInformer<R> informer() {
        return informer;
    }

    /** The object as it was last seen or written. */
    Optional<R> current(EmbeddingService service, String object) {
        return informer.get(new ResourceID(object, service.getMetadata().getNamespace()))
                .filter(found ->
                        Owner.names(service, found) || Adoption.isAsked(service, found) || isReused(service, found));
    }

    /**
     * Writes only if something differs.
     *
     * @throws NameConflictException if an object of that name belongs to somebody else, or cannot be changed
     */
    void reconcile(EmbeddingService service, Plan plan, Context<EmbeddingService> context) {
        var actual = adopted(service, kind.objectName(plan));
        if (actual.isPresent() && informer.matches().matches(service, plan, actual.get())) {
            return;
        }
        var wanted = kind.build(plan);
        if (wanted.isPresent()) {
            var owners = kind.outlives(plan) ? List.<OwnerReference>of() : Owner.references(service);
            informer.matches().put(service, plan, apply(service, actual, wanted.get(), owners, context));
        } else {
            actual.filter(object -> !kind.lasting()).ifPresent(object -> delete(service, object));
        }
    }

    /**
     * The same for an object that depends on more than the plan, so that it is compared each time.
     *
     * @throws NameConflictException if an object of that name belongs to somebody else, or cannot be changed
     */
    void reconcile(EmbeddingService service, R wanted, Context<EmbeddingService> context) {
        apply(service, adopted(service, name(wanted)), wanted, Owner.references(service), context);
    }

    /** Deletes the object of that name if it belongs to the service. */
    void remove(EmbeddingService service, String object) {
        current(service, object).ifPresent(found -> delete(service, found));
    }

    private Optional<R> adopted(EmbeddingService service, String object) {
        return current(service, object).map(found -> Adoption.isAsked(service, found) ? adopt(service, found) : found);
    }

    private R apply(
            EmbeddingService service,
            Optional<R> actual,
            R built,
            List<OwnerReference> owners,
            Context<EmbeddingService> context) {
        var wanted = actual.map(there -> FixedClaim.keep(there, built)).orElse(built);
        wanted.getMetadata().setOwnerReferences(owners);
        AppliedObject.mark(wanted);
        if (actual.isEmpty()) {
            return create(service, wanted);
        }
        return !(kind.reused() && isOwnedOtherwise(service, actual.get(), wanted))
                        && matches(actual.get(), wanted, context)
                ? actual.get()
                : update(service, actual.get(), wanted);
    }

    /** Whether an earlier service of this name left the object behind for the next one. */
    private boolean isReused(EmbeddingService service, R object) {
        return kind.reused() && Adoption.isOrphan(service, object);
    }

    /** Neither comparison below notices an owner that is no longer wanted. */
    private static boolean isOwnedOtherwise(EmbeddingService service, HasMetadata actual, HasMetadata wanted) {
        return Owner.owns(service, actual)
                == wanted.getMetadata().getOwnerReferences().isEmpty();
    }

    /**
     * The matcher throws on some lists that others have edited. Then the object is applied, and the API server decides
     * whether that changes anything; its response is remembered as a match.
     */
    private boolean matches(R actual, R wanted, Context<EmbeddingService> context) {
        try {
            return AppliedObject.isUnchanged(actual, wanted)
                    || SSABasedGenericKubernetesResourceMatcher.<R>getInstance().matches(actual, wanted, context);
        } catch (RuntimeException e) {
            LOG.debug("cannot compare {} {}, applying it", kind.kind(), name(actual), e);
            return false;
        }
    }

    private R create(EmbeddingService service, R wanted) {
        wanted.getMetadata().setResourceVersion(NOT_THERE);
        try {
            return write(service, wanted, () -> {
                var created = apply(wanted);
                informer.source().handleRecentResourceCreate(ResourceID.fromResource(created), created);
                return created;
            });
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            wanted.getMetadata().setResourceVersion(null);
            var found = Optional.ofNullable(client.resource(wanted).get()).orElseThrow(() -> e);
            if (!Owner.owns(service, found) && !isReused(service, found)) {
                return adoptOrRefuse(service, found, wanted);
            }
            // the object belongs to the service but is not in the cache: somebody removed its labels, or it was just
            // left behind
            return update(service, found, FixedClaim.keep(found, wanted));
        }
    }

    private R adoptOrRefuse(EmbeddingService service, R found, R wanted) {
        if (Adoption.isAsked(service, found)) {
            return update(service, adopt(service, found), wanted);
        } else if (found.getMetadata().getDeletionTimestamp() != null) {
            throw new NameConflictException(Verdict.beingDeleted(kind.kind(), name(found)));
        }
        throw new NameConflictException(
                Adoption.isOrphan(service, found)
                        ? Verdict.orphan(kind.kind(), name(found), Adoption.command(service, servers(found)))
                        : Verdict.conflict(kind.kind(), name(found)));
    }

    private R adopt(EmbeddingService service, R orphan) {
        return write(service, orphan, () -> {
            var adopted = Adoption.adopt(service, orphan, client);
            informer.remember(ResourceID.fromResource(orphan), adopted, orphan);
            return adopted;
        });
    }

    private R write(EmbeddingService service, R object, Supplier<R> request) {
        return slots.during(
                service.getMetadata().getNamespace(),
                () -> informer.write(service, ResourceID.fromResource(object), request));
    }

    /** Fails if the object has changed since it was read, for example because an autoscaler took over the replicas. */
    private R update(EmbeddingService service, R actual, R wanted) {
        if (Immutable.forbids(actual, wanted)) {
            throw new NameConflictException(Verdict.immutable(kind.kind(), name(wanted)));
        }
        FixedClaim.refusal(actual, wanted).ifPresent(refusal -> {
            throw new NameConflictException(new Verdict(Reason.NAME_CONFLICT, refusal));
        });
        wanted.getMetadata().setResourceVersion(actual.getMetadata().getResourceVersion());
        return write(service, wanted, () -> {
            var updated = apply(wanted);
            informer.remember(ResourceID.fromResource(updated), updated, actual);
            return updated;
        });
    }

    private R apply(R wanted) {
        return client.resource(wanted)
                .fieldManager(FieldManager.NAME)
                .forceConflicts()
                .serverSideApply();
    }

    /** Deletes only the version that was read, and only what belongs to this very service. */
    private void delete(EmbeddingService service, R actual) {
        if (Owner.owns(service, actual) && actual.getMetadata().getDeletionTimestamp() == null) {
            client.resource(actual)
                    .lockResourceVersion(actual.getMetadata().getResourceVersion())
                    .delete();
        }
    }

    private static String servers(HasMetadata object) {
        return object.getMetadata().getLabels().get(Labels.SERVICE);
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }
}
