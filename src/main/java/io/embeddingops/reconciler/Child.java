package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.plan.Plan;
import io.embeddingops.resources.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependentResourceConfigBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One object that a service becomes: its builder, applied server-side under the service's name.
 *
 * @param <R> its kind
 */
final class Child<R extends HasMetadata> extends CRUDKubernetesDependentResource<R, EmbeddingService> {

    private final Function<Plan, R> builder;
    private final Matched matched = new Matched();
    private final OwnWrites ownWrites;

    Child(Class<R> type, Function<Plan, R> builder, AlreadyThere alreadyThere) {
        super(type, HasMetadata.getKind(type));
        this.builder = builder;
        this.ownWrites = new OwnWrites(name());
        configureWith(new KubernetesDependentResourceConfigBuilder<R>()
                .withUseSSA(true)
                // applied with a resourceVersion that no object has, so an object that is there is a conflict
                .withCreateResourceOnlyIfNotExistingWithSSA(true)
                .withSSAMatcher(new AsApplied<>())
                .withKubernetesDependentInformerConfig(InformerConfiguration.builder(type)
                        .withLabelSelector(Labels.MANAGED_BY + "=" + Labels.OPERATOR)
                        .withInformerListLimit(Controller.LIST_LIMIT)
                        .withOnAddFilter(added -> alreadyThere.isNews(added) && ownWrites.isNews(added))
                        .withOnUpdateFilter((now, before) -> ownWrites.isNews(now))
                        .withOnDeleteFilter((gone, unknown) -> {
                            matched.forget(gone);
                            return true;
                        })
                        .build())
                .build());
    }

    /** By which a service is reconciled when its object has changed while it was written. */
    OwnWrites ownWrites() {
        return ownWrites;
    }

    /** By its name, where JOSDK would first make a set of all, which hashes whole objects. */
    @Override
    public Optional<R> getSecondaryResource(EmbeddingService service, Context<EmbeddingService> context) {
        return eventSource()
                .orElseThrow()
                .get(ResourceID.fromResource(service))
                .filter(child -> Owner.names(service, child));
    }

    @Override
    protected R desired(EmbeddingService service, Context<EmbeddingService> context) {
        return builder.apply(Pass.plan(context));
    }

    @Override
    public Result<R> match(R actual, EmbeddingService service, Context<EmbeddingService> context) {
        var plan = Pass.plan(context);
        if (matched.still(service, plan, actual)) {
            return Result.nonComputed(true);
        }
        var result = super.match(actual, service, context);
        if (result.matched()) {
            matched.note(service, plan, actual);
        }
        return result;
    }

    @Override
    protected ResourceID targetSecondaryResourceID(EmbeddingService service, Context<EmbeddingService> context) {
        return ResourceID.fromResource(service);
    }

    @Override
    protected void addReferenceHandlingMetadata(R desired, EmbeddingService service) {
        desired.getMetadata().setOwnerReferences(Owner.references(service));
    }

    @Override
    protected R handleCreate(R desired, EmbeddingService service, Context<EmbeddingService> context) {
        return written(service, () -> super.handleCreate(desired, service, context));
    }

    @Override
    protected R handleUpdate(R actual, R desired, EmbeddingService service, Context<EmbeddingService> context) {
        return written(service, () -> super.handleUpdate(actual, desired, service, context));
    }

    private R written(EmbeddingService service, Supplier<R> write) {
        var id = ResourceID.fromResource(service);
        return ownWrites.during(id, write, () -> eventSource().orElseThrow().get(id));
    }

    @Override
    public R create(R desired, EmbeddingService service, Context<EmbeddingService> context) {
        try {
            return super.create(desired, service, context);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            desired.getMetadata().setResourceVersion(null);
            var found = Optional.ofNullable(
                            context.getClient().resource(desired).get())
                    .orElseThrow(() -> e);
            if (!Owner.owns(service, found)) {
                throw new NameConflictException(
                        desired.getKind(), desired.getMetadata().getName());
            }
            // ours, but not in the informer: its labels were taken away
            return update(found, desired, service, context);
        }
    }

    /** Not over a change that the cache has not heard of yet, such as an autoscaler's claim of the replicas. */
    @Override
    public R update(R actual, R desired, EmbeddingService service, Context<EmbeddingService> context) {
        desired.getMetadata().setResourceVersion(actual.getMetadata().getResourceVersion());
        return super.update(actual, desired, service, context);
    }
}
